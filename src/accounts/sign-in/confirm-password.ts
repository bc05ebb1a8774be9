import { type Actor, requireMember } from '#accounts/members'
import { passwordMatches } from '#accounts/passwords'
import { requireSession } from '#accounts/sessions'
import { minuteMs } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'

/** For whoever finds a browser that is signed in and guesses. */
const byPerson: Limit = { name: 'accounts.confirm-password', tries: 10, withinMs: 15 * minuteMs }

/**
 * Makes sure that whoever has signed in still knows the password, before something that cannot be undone.
 *
 * @throws Refusal `current-password-wrong`, `too-many-tries`, `too-busy`, and what `requireSession` refuses
 */
export async function confirmPassword(
  ctx: Ctx,
  actor: Actor,
  current: string,
): Promise<{ readonly personId: Id<'person'>; readonly sessionId: Id<'session'> }> {
  const { personId } = requireMember(actor)
  const { sessionId } = requireSession(actor)
  await ctx.throttle.take(byPerson, personId)
  if (!(await passwordMatches(ctx, personId, current))) {
    throw new Refusal('forbidden', 'current-password-wrong', 'The current password is not right.', {
      fields: { current: 'This is not your current password.' },
    })
  }
  await ctx.throttle.forget(byPerson, personId)
  return { personId, sessionId }
}
