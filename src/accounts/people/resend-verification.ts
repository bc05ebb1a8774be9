import * as z from 'zod'
import { findAddress, openClaims } from '#accounts/addresses'
import { memberByUsername } from '#accounts/members'
import { hourMs } from '#platform/clock'
import { type AnyCtx, type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Limit, networkOf } from '#platform/throttle'
import { lettersMax, writeVerification } from './letters.ts'

export const ResendVerificationInput = z.strictObject({
  login: z.string().trim().min(1, { error: 'Type your user name or your e-mail address.' }).max(254),
})
export type ResendVerificationInput = z.output<typeof ResendVerificationInput>

const byLogin: Limit = { name: 'accounts.resend', tries: 3, withinMs: hourMs }
const byNetwork: Limit = { name: 'accounts.resend-network', tries: 30, withinMs: hourMs }

/**
 * Has the letter with the link written again, if there is anything to verify. The answer is always the same, and work is
 * queued in every case, so that its time is too.
 */
export async function resendVerification(
  ctx: Ctx,
  { login }: ResendVerificationInput,
  from?: { readonly address: string },
): Promise<{ readonly outcome: 'check-mail' }> {
  if (from) await ctx.throttle.take(byNetwork, networkOf(from.address))
  const mayWrite = await ctx.throttle.allows(byLogin, login.toLowerCase())
  const addressIds = await unprovenAddresses(ctx, login)
  await inTransaction(ctx, (tx) => tx.enqueue(writeVerification, { addressIds: mayWrite ? [...addressIds] : [] }))
  return { outcome: 'check-mail' }
}

async function unprovenAddresses(ctx: AnyCtx, login: string): Promise<readonly Id<'address'>[]> {
  if (login.includes('@')) return openClaims(ctx, login, lettersMax)
  const member = await memberByUsername(ctx, login)
  const address = member && (await findAddress(ctx, { personId: member.personId }))
  return address && !address.proven ? [address.addressId] : []
}
