import * as z from 'zod'
import { type Place, mayWrite } from '#accounts/letters'
import { personByLogin } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { writeReset } from './letters.ts'

export const ForgotPasswordInput = z.strictObject({
  login: z.string().trim().min(1, { error: 'Type your user name or your e-mail address.' }).max(254),
})
export type ForgotPasswordInput = z.output<typeof ForgotPasswordInput>

/**
 * Has a letter written with a link to choose a new password, to a proven address only. The answer is always the same, and
 * work is queued in every case, so that its time is too.
 */
export async function forgotPassword(
  ctx: Ctx,
  { login }: ForgotPasswordInput,
  from?: Place,
): Promise<{ readonly outcome: 'check-mail' }> {
  const writes = await mayWrite(ctx, 'new-password', login, from)
  const person = await personByLogin(ctx, login)
  const personId = writes && person?.status === 'active' ? person.personId : null
  await inTransaction(ctx, (tx) => tx.enqueue(writeReset, { personId, cause: 'asked' }))
  return { outcome: 'check-mail' }
}
