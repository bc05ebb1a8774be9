import * as z from 'zod'
import { ownerOfAddress } from '#accounts/addresses'
import { usernameOf } from '#accounts/members'
import { type Actor, memberByUsername, requireRole } from '#accounts/people'
import { minuteMs } from '#platform/clock'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Id, readId, showId } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import { deskRoles } from './may-show.rules.ts'

export const FindPersonInput = z.strictObject({
  who: z
    .string()
    .trim()
    .min(1, { error: 'Give a user name, an e-mail address or a number.' })
    .max(254, { error: 'Give a user name, an e-mail address or a number.' }),
})
export type FindPersonInput = z.output<typeof FindPersonInput>

/** Enough for a day at the desk, and too few to try a list of addresses. */
const searches: Limit = { name: 'privacy.find-person', tries: 60, withinMs: 10 * minuteMs }

export const personNotFound = (): Refusal =>
  notFound('person-not-found', 'There is nobody of exactly this name, address or number.')

/**
 * Whom a user name, a proven e-mail address or a number names, exactly. Nothing about them is told but the number under
 * which their record is opened.
 *
 * @throws Refusal `person-not-found`, `too-many-tries`, and those of `requireRole`
 */
export async function findPerson(ctx: Ctx, actor: Actor, { who }: FindPersonInput): Promise<{ readonly id: string }> {
  const { personId } = requireRole(actor, ...deskRoles)
  await ctx.throttle.take(searches, personId)
  const named = readId('person', who)
  const found = named
    ? (await usernameOf(ctx, named)) === null
      ? null
      : named
    : who.includes('@')
      ? await ownerOfAddress(ctx, who)
      : (await memberByUsername(ctx, who))?.personId
  if (!found) throw personNotFound()
  return { id: showId('person', found) }
}

/** The person of a number that is shown. @throws Refusal `person-not-found`, also where the number is none */
export async function requirePerson(ctx: AnyCtx, shown: string): Promise<Id<'person'>> {
  const personId = readId('person', shown)
  if (!personId || (await usernameOf(ctx, personId)) === null) throw personNotFound()
  return personId
}
