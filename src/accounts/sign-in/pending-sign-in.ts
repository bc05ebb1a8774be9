import { passwordSince } from '#accounts/passwords'
import { later, minuteMs } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/** How long the second step may take after the first. */
export const pendingMaxMs = 5 * minuteMs

const use = 'accounts.pending-sign-in'

/** What is signed: whom the password proved, until when that counts, and which password it was. */
const textOf = (personId: string, endsAtMs: number, since: Date): string => `${personId}.${endsAtMs}.${since.getTime()}`

/**
 * That somebody knew the password of a person, for the second step to go on from. It opens nothing by itself, travels in a
 * hidden field and never in an address or a cookie, and is worth nothing after five minutes or once the password changed.
 */
export async function newPendingSignIn(ctx: Ctx, personId: Id<'person'>): Promise<string> {
  const since = await passwordSince(ctx, personId)
  if (!since) throw signInAgain()
  const endsAtMs = later(ctx.clock.now(), pendingMaxMs).getTime()
  return `${personId}.${endsAtMs}.${ctx.vault.sign(use, textOf(personId, endsAtMs, since))}`
}

/** Whom the first step proved. @throws Refusal `sign-in-again` where it is not ours, too old, or of an older password */
export async function readPendingSignIn(ctx: Ctx, pending: string): Promise<Id<'person'>> {
  const [, personId = '', endsAtMs = '', signature = ''] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,15})\.([\w-]{43})$/.exec(pending) ?? []
  if (!personId || Number(endsAtMs) <= ctx.clock.now().getTime()) throw signInAgain()
  const since = await passwordSince(ctx, personId)
  if (!since || !ctx.vault.signed(use, textOf(personId, Number(endsAtMs), since), signature)) throw signInAgain()
  return personId as Id<'person'>
}

const signInAgain = (): Refusal =>
  new Refusal('conflict', 'sign-in-again', 'The second step has to follow within five minutes. Begin again.')
