import { hourMs } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { type Limit, networkOf } from '#platform/throttle'

/** Where a form came from; kept in memory only, as a number (see `#platform/throttle`). */
export interface Place {
  readonly address: string
}

const fromOnePlace: Limit = { name: 'accounts.letters-from-one-place', tries: 3, withinMs: hourMs }
/** Wide, since whoever exhausts it keeps the letter from its owner for an hour; bounded, since mailboxes are. */
const inAll: Limit = { name: 'accounts.letters-in-all', tries: 30, withinMs: hourMs }
const ofOnePlace: Limit = { name: 'accounts.letters-of-one-place', tries: 60, withinMs: hourMs }

/**
 * Counts that somebody who may be anybody asks for a letter, and answers whether it may be written: so nobody can flood
 * the mailbox of somebody else. Where it may not, the answer to them is the same.
 *
 * @param kind letters of another kind are counted apart
 * @param login user name or e-mail address, as typed; known or not
 * @throws Refusal `too-many-tries` where one place asks for letters to very many
 */
export async function mayWrite(
  ctx: Pick<Ctx, 'throttle'>,
  kind: string,
  login: string,
  from: Place | undefined,
): Promise<boolean> {
  const place = from ? networkOf(from.address) : 'here'
  const typed = login.trim().toLowerCase()
  if (from) await ctx.throttle.take(ofOnePlace, kind, place)
  return (await ctx.throttle.allows(fromOnePlace, kind, place, typed)) && ctx.throttle.allows(inAll, kind, typed)
}
