import * as z from 'zod'
import { personByLogin } from '#accounts/members'
import { hourMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { type Limit, networkOf } from '#platform/throttle'
import { writeReset } from './letters.ts'

export const ForgotPasswordInput = z.strictObject({
  login: z.string().trim().min(1, { error: 'Type your user name or your e-mail address.' }).max(254),
})
export type ForgotPasswordInput = z.output<typeof ForgotPasswordInput>

/** Nobody's mailbox is flooded, whoever types their name. */
const lettersByLogin: Limit = { name: 'accounts.forgot-password', tries: 3, withinMs: hourMs }
const byNetwork: Limit = { name: 'accounts.forgot-password-network', tries: 30, withinMs: hourMs }

/**
 * Has a letter written with a link to choose a new password, to a proven address only. The answer is always the same, and
 * work is queued in every case, so that its time is too.
 */
export async function forgotPassword(
  ctx: Ctx,
  { login }: ForgotPasswordInput,
  from?: { readonly address: string },
): Promise<{ readonly outcome: 'check-mail' }> {
  if (from) await ctx.throttle.take(byNetwork, networkOf(from.address))
  const mayWrite = await ctx.throttle.allows(lettersByLogin, login.toLowerCase())
  const person = await personByLogin(ctx, login)
  const personId = mayWrite && person?.status === 'active' ? person.personId : null
  await inTransaction(ctx, (tx) => tx.enqueue(writeReset, { personId }))
  return { outcome: 'check-mail' }
}
