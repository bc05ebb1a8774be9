import type { Purpose } from '#declaration'
import type { Egress } from '#platform/egress'
import { type Dial, openConnection, tcp } from './connection.ts'
import { type Limits, readAnswer } from './read-answer.ts'
import { readAddress, redirectRefusedBecause } from './address.rules.ts'
import { OutsideProblem } from './outside-problem.ts'
import { unreachableBecause } from './reachable.rules.ts'
import { type Resolver, systemResolver } from './resolver.ts'
import { namedByPeople } from './stores.ts'

export interface FetchOptions extends Limits {
  readonly purpose: Purpose
  /** How long all of it may take: names, redirects, connections, the last byte. */
  readonly totalMs: number
  /** Why a redirect may not be followed, in words, or null; beside the rules that hold for every redirect. */
  readonly refuseRedirect?: (first: URL, to: URL) => string | null
}

/** One address that was asked, and the machine that was. */
export interface Hop {
  readonly address: string
  readonly machine: string
  readonly status: number
}

export interface Fetched {
  /** Of the last answer. Only one of 200 to 299 has bytes. */
  readonly status: number
  /** Without parameters, in lower case; empty where the answer names none. */
  readonly contentType: string
  readonly bytes: Buffer
  /** Every address on the way, the first one as it was named, the last one whose answer this is. */
  readonly chain: readonly [Hop, ...Hop[]]
}

export interface Outside {
  /** Fetches an address that somebody named. @throws OutsideProblem */
  fetch(address: string, options: FetchOptions): Promise<Fetched>
  /** The texts in the DNS under a name that somebody named; none where there is no such name. @throws OutsideProblem */
  texts(name: string, options: Pick<FetchOptions, 'purpose' | 'totalMs'>): Promise<readonly string[]>
}

export interface OutsideOptions {
  readonly egress: Egress
  readonly resolver?: Resolver
  readonly dial?: Dial
  /** Authorities that are trusted instead of those of the machine, as PEM. For tests. */
  readonly authorities?: readonly string[]
}

/** As browsers stop far later, and honest sites need two: to https, and to the name with `www.`. */
export const redirectsMax = 5

/** How many addresses of one name are tried. */
const machinesMax = 3

const redirects = new Set([301, 302, 303, 307, 308])

/**
 * Opens the one way to addresses that people name. There is no setting that lets it reach anything else than the public
 * internet: tests bring a resolver and a connector of their own.
 */
export function openOutside({ egress, resolver = systemResolver, dial = tcp, authorities }: OutsideOptions): Outside {
  /** The addresses of a host, each judged; one that is not public condemns them all, since names are free to mix them. */
  async function machinesOf(host: string, signal: AbortSignal): Promise<readonly string[]> {
    const bare = host.replace(/^\[(.*)\]$/, '$1')
    const found = bare !== host || /^[\d.]+$/.test(host) ? [bare] : await addressesOf(host, signal)
    if (found.length === 0) throw new OutsideProblem('no-such-name', `The DNS knows no address of ${host}.`)
    for (const address of found) {
      const why = unreachableBecause(address)
      if (why) throw new OutsideProblem('not-public', `${host} leads to an address that is not public: ${why}.`)
    }
    return found.slice(0, machinesMax)
  }
  const addressesOf = (host: string, signal: AbortSignal): Promise<readonly string[]> =>
    resolver.addresses(host, signal).catch(() => {
      throw signal.aborted ? tooSlow(host) : new OutsideProblem('no-answer', `The DNS did not answer for ${host}.`)
    })

  async function ask(url: URL, options: FetchOptions, signal: AbortSignal) {
    await egress.pass(namedByPeople, options.purpose)
    const machines = await machinesOf(url.hostname, signal)
    const { socket, machine } = await openConnection({ url, machines, dial, signal, authorities })
    try {
      return { machine, ...(await readAnswer({ url, socket, limits: options, signal })) }
    } catch (error) {
      throw signal.aborted ? tooSlow(url.hostname) : error
    } finally {
      socket.destroy()
    }
  }

  return {
    async fetch(address, options) {
      const first = readAddress(address)
      if (typeof first === 'string') throw new OutsideProblem('bad-address', first)
      const signal = AbortSignal.timeout(options.totalMs)
      const chain: Hop[] = []
      for (let url = first; ;) {
        const { machine, status, location, contentType, bytes } = await ask(url, options, signal)
        chain.push({ address: url.href, machine, status })
        if (!redirects.has(status) || location === null) {
          return { status, contentType, bytes, chain: chain as [Hop, ...Hop[]] }
        }
        if (chain.length > redirectsMax) {
          throw new OutsideProblem('bad-redirect', `${first.href} leads on more than ${redirectsMax} times.`)
        }
        const next = readAddress(location, url)
        if (typeof next === 'string') {
          throw new OutsideProblem('bad-redirect', `${url.href} leads to an address that is not asked. ${next}`)
        }
        const why = redirectRefusedBecause(url, next) ?? options.refuseRedirect?.(first, next)
        if (why) throw new OutsideProblem('bad-redirect', why)
        url = next
      }
    },
    async texts(name, { purpose, totalMs }) {
      await egress.pass(namedByPeople, purpose)
      const signal = AbortSignal.timeout(totalMs)
      return resolver.texts(name, signal).catch(() => {
        throw signal.aborted ? tooSlow(name) : new OutsideProblem('no-answer', `The DNS did not answer for ${name}.`)
      })
    },
  }
}

const tooSlow = (host: string): OutsideProblem =>
  new OutsideProblem('too-slow', `${host} did not give all of its answer in time.`)
