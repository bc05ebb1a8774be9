import * as z from 'zod'
import { endLinks } from '#accounts/letters'
import { type Actor, requireActive } from '#accounts/members'
import { GivenPassword, NewPassword, hashPassword, setPassword } from '#accounts/passwords'
import { endSessions } from '#accounts/sessions'
import { type Ctx, inTransaction } from '#platform/context'
import { confirmPassword } from './confirm-password.ts'
import { writePasswordChanged } from './letters.ts'
import { refuseWeakPasswordOf } from './reset-password.ts'

export const ChangePasswordInput = z.strictObject({ current: GivenPassword, password: NewPassword })
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>

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
  requireActive(actor)
  const { personId, sessionId } = await confirmPassword(ctx, actor, current)
  await refuseWeakPasswordOf(ctx, personId, password)
  const newHash = await hashPassword(ctx, password)
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, personId, newHash)
    await endSessions(tx, personId, sessionId)
    await endLinks(tx, 'reset', personId)
    await tx.enqueue(writePasswordChanged, { personId, byLink: false })
  })
}
