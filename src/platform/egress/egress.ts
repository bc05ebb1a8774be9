import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type Category, type HostStore, type Purpose, type Store, storesOf } from '#declaration'
import { isOwnAddress } from './own-address.rules.ts'

/** What is asked of the gate: who would get which data, and why. */
export interface WayAsked {
  /** The setting that names the host, as declared. */
  readonly connector: string
  readonly host: string
  readonly purpose: Purpose
  readonly carries: readonly Category[]
}

/** Whether a company may get it: its name, or why not, in words. */
export type Verdict = { readonly company: string } | { readonly shut: string }

/** Asked each time before a connection is made to a host that is not our own. */
export type Gate = (asked: WayAsked) => Promise<Verdict>

/** A way out as it stands. `own`: this machine, or a network of the operator's own. */
export interface Way extends WayAsked {
  readonly label: string
  /** All that may pass there for: those of its declaration. */
  readonly purposes: readonly Purpose[]
  readonly state: 'own' | 'company' | 'shut'
  /** Who gets it, where that is a company with a valid entry. */
  readonly company: string | null
  /** Why it is shut, where it is. */
  readonly why: string | null
  /** Whether nothing passes while it is shut. The database holds the register itself, so it cannot wait for an entry. */
  readonly isGuarded: boolean
}

export interface Egress {
  /**
   * Passes where the way is declared, for a purpose declared for it, and leads to our own machines or to a company with
   * a valid entry. To be asked before each connection.
   *
   * @throws WayShut where nobody has a valid entry: it may be open later
   * @throws Error where the way or the purpose is not declared: nothing is let out by default
   */
  pass(connector: string, purpose: Purpose): Promise<void>
  /** Every way out that a setting of this process opens, as it stands now. */
  ways(): Promise<readonly Way[]>
}

/** Nobody may get it now. Work that meets it waits and is tried again. */
export class WayShut extends Error {
  constructor(connector: string, why: string) {
    super(`The way out by ${connector} is shut: ${why}`)
    this.name = 'WayShut'
  }
}

export interface EgressOptions {
  readonly stores: readonly Store[]
  /** The host that each setting names in this process, by the name of the setting. Undefined: the setting is not used. */
  readonly hosts: Readonly<Record<string, string | undefined>>
  readonly gate: Gate
}

const databaseConnector = 'DATABASE_URL'

export function openEgress({ stores, hosts, gate }: EgressOptions): Egress {
  const declared = new Map(storesOf(stores, 'host').map((store) => [store.name, store]))

  async function wayOf(store: HostStore, host: string, purpose: Purpose): Promise<Way> {
    const asked = { connector: store.name, host, purpose, carries: store.carries }
    const { label, purposes } = store
    const way = { ...asked, label, purposes, company: null, why: null, isGuarded: store.name !== databaseConnector }
    // Where nothing of a person is carried, there is nothing to agree on.
    if (store.carries.length === 0) return { ...way, state: 'own' }
    const verdict = await gate(asked)
    if ('company' in verdict) return { ...way, state: 'company', company: verdict.company }
    return (await isOwnHost(host)) ? { ...way, state: 'own' } : { ...way, state: 'shut', why: verdict.shut }
  }

  return {
    async pass(connector, purpose) {
      const store = declared.get(connector)
      const host = store?.bySetting ? hosts[connector] : store?.name
      if (!store || host === undefined) throw new Error(`the way out by ${connector} is not declared`)
      if (!store.purposes.includes(purpose)) throw new Error(`${connector} is not declared for the purpose ${purpose}`)
      const { state, why } = await wayOf(store, host, purpose)
      if (state === 'shut') throw new WayShut(connector, why ?? '')
    },
    ways: () =>
      Promise.all(
        [...declared.values()].flatMap((store) => {
          const host = store.bySetting ? hosts[store.name] : undefined
          return host === undefined ? [] : [wayOf(store, host, store.purposes[0])]
        }),
      ),
  }
}

/** Whether every address of a host is our own. A name that leads nowhere is not. */
async function isOwnHost(host: string): Promise<boolean> {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (isIP(bare) !== 0) return isOwnAddress(bare)
  const found = await lookup(bare, { all: true }).catch(() => [])
  return found.length > 0 && found.every(({ address }) => isOwnAddress(address))
}
