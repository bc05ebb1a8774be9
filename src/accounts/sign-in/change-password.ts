import * as z from 'zod'
import { endLinks } from '#accounts/letters'
import { type Actor, requireActive } from '#accounts/members'
import { GivenPassword, NewPassword, hashPassword, setPassword } from '#accounts/passwords'
import { type NewCookie, endSessions, renewSession } from '#accounts/sessions'
import { type Ctx, inTransaction } from '#platform/context'
import { writePasswordNews } from './letters.ts'
import { confirmOwner } from './prove-again.ts'
import { refuseWeakPasswordOf } from './reset-password.ts'

/** `current` is left out by who has no password yet. */
export const ChangePasswordInput = z.strictObject({ current: GivenPassword.optional(), password: NewPassword })
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>

/**
 * Changes the password of whoever has signed in and knows the current one, or sets one for who signs in without; ends
 * their other sessions and open links for a new password, and tells them by mail.
 *
 * @returns the session's new cookie
 * @throws Refusal `current-password-wrong`, `prove-again`, `password-too-weak`, `too-many-tries`, `too-busy`
 */
export async function changePassword(
  ctx: Ctx,
  actor: Actor,
  { current, password }: ChangePasswordInput,
): Promise<NewCookie> {
  requireActive(actor)
  const { personId, sessionId, gavePassword } = await confirmOwner(ctx, actor, current)
  await refuseWeakPasswordOf(ctx, personId, password)
  const newHash = await hashPassword(ctx, password)
  return inTransaction(ctx, async (tx) => {
    await setPassword(tx, personId, newHash)
    await endSessions(tx, personId, sessionId)
    await endLinks(tx, 'reset', personId)
    await tx.enqueue(writePasswordNews, { personId, news: 'changed' })
    return renewSession(tx, sessionId, gavePassword ? ['password'] : [])
  })
}
