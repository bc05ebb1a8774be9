import type { Ctx } from '#platform/context'
import { type Fetched, OutsideProblem, type Problem } from '#platform/outside'
import { isOfOneFamily } from './host.rules.ts'
import {
  type Claim,
  type Finding,
  dnsNameOf,
  findInAdsTxt,
  findInFile,
  findInPage,
  findInTexts,
  textOf,
  wellKnownPath,
} from './proof.rules.ts'
import type { Look, ProofMethod } from './site.ts'

/** For one try; where https does not answer there is a second one by http. Together below the minute that is promised. */
const totalMs = 15_000

const purpose = 'business.provide'

/** What may be otherwise a moment later, without anybody having changed whose site it is. */
const passing: ReadonlySet<Problem> = new Set(['no-answer', 'too-slow', 'unreadable'])

/** Looks at all places of proof of a site at once. Nothing is thrown: what went wrong is said. */
export function lookForProof(ctx: Pick<Ctx, 'outside'>, claim: Claim): Promise<readonly Look[]> {
  const { host, code } = claim
  const plain = ['text/plain', '']
  return Promise.all([
    look('ads-txt', async () => {
      const answer = await read(ctx, host, '/ads.txt', { types: plain, bytesMax: 1_000_000 })
      return said(answer, (text) => findInAdsTxt(text, claim))
    }),
    look('meta', async () => {
      const types = ['text/html', 'application/xhtml+xml']
      const answer = await read(ctx, host, '/', { types, bytesMax: 2_000_000 })
      return said(answer, (text) => findInPage(text, code))
    }),
    look('well-known', async () => {
      const answer = await read(ctx, host, wellKnownPath, { types: plain, bytesMax: 4_000 })
      return said(answer, (text) => findInFile(text, code))
    }),
    look('dns', async () => {
      const name = dnsNameOf(host)
      // A name of the DNS has 253 characters at most; below a host of that length there is no room.
      const texts = name.length > 253 ? [] : await ctx.outside.texts(name, { purpose, totalMs })
      return { ...findInTexts(texts, code), where: name }
    }),
  ])
}

type Found = (Finding | { readonly isThere: 'unknown'; readonly why: string }) & { readonly where: string }

async function look(method: ProofMethod, ask: () => Promise<Found>): Promise<Look> {
  try {
    const found = await ask()
    if (found.isThere === true) return { method, result: 'found', said: `Found at ${found.where}.`.slice(0, 1000) }
    const result = found.isThere === 'unknown' ? 'unreachable' : 'missing'
    return { method, result, said: `${found.where}: ${found.why}`.slice(0, 1000) }
  } catch (error) {
    if (!(error instanceof OutsideProblem)) throw error
    return {
      method,
      result: passing.has(error.problem) ? 'unreachable' : 'missing',
      said: error.message.slice(0, 1000),
    }
  }
}

/**
 * By https, and by http where nobody answers on https, as the standard of `ads.txt` has it. Redirects stay within the host,
 * what it is a part of and its parts: the proof has to come from the site, not from where its pages happen to lead.
 */
async function read(
  { outside }: Pick<Ctx, 'outside'>,
  host: string,
  path: string,
  limits: { readonly types: readonly string[]; readonly bytesMax: number },
): Promise<Fetched> {
  const refuseRedirect = (first: URL, to: URL): string | null =>
    isOfOneFamily(first.hostname, to.hostname)
      ? null
      : `${first.href} leads to ${to.hostname}, which is another site. The proof has to be at yours.`
  const options = { ...limits, purpose, totalMs, refuseRedirect } as const
  try {
    return await outside.fetch(`https://${host}${path}`, options)
  } catch (error) {
    if (!(error instanceof OutsideProblem) || error.problem !== 'no-answer') throw error
    return await outside.fetch(`http://${host}${path}`, options)
  }
}

/** What an answer says; one that is none by its status says that. */
function said({ status, bytes, chain }: Fetched, find: (text: string) => Finding): Found {
  const where = (chain.at(-1) ?? chain[0]).address
  if (status >= 200 && status <= 299) return { ...find(textOf(bytes)), where }
  const why = `It answers with the status ${status}.`
  return status === 429 || status >= 500 ? { isThere: 'unknown', why, where } : { isThere: false, why, where }
}
