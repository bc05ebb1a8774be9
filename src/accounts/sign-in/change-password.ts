import * as z from 'zod'
import { endLinks } from '#accounts/letters'
import { type Actor, requireActive } from '#accounts/members'
import { GivenPassword, NewPassword, hashPassword, passwordMatches, setPassword } from '#accounts/passwords'
import { endSessions, requireSession } from '#accounts/sessions'
import { minuteMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import { writePasswordChanged } from './letters.ts'
import { refuseWeakPasswordOf } from './reset-password.ts'

export const ChangePasswordInput = z.strictObject({ current: GivenPassword, password: NewPassword })
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>

/** For whoever finds a browser that is signed in and guesses. */
const byPerson: Limit = { name: 'accounts.change-password', tries: 10, withinMs: 15 * minuteMs }

/**
 * Changes the password of whoever has signed in and knows the current one; ends their other sessions and open links
 * for a new password, and tells them by mail.
 *
 * @throws Refusal `current-password-wrong`, `password-too-weak`, `too-many-tries`, `too-busy`
 */
export async function changePassword(
  ctx: Ctx,
  actor: Actor,
  { current, password }: ChangePasswordInput,
): Promise<void> {
  const { personId } = requireActive(actor)
  const { sessionId } = requireSession(actor)
  await ctx.throttle.take(byPerson, personId)
  if (!(await passwordMatches(ctx, personId, current))) {
    throw new Refusal('forbidden', 'current-password-wrong', 'The current password is not right.', {
      fields: { current: 'This is not your current password.' },
    })
  }
  await ctx.throttle.forget(byPerson, personId)
  await refuseWeakPasswordOf(ctx, personId, password)
  const newHash = await hashPassword(ctx, password)
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, personId, newHash)
    await endSessions(tx, personId, sessionId)
    await endLinks(tx, 'reset', personId)
    await tx.enqueue(writePasswordChanged, { personId })
  })
}
