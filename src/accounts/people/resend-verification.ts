import * as z from 'zod'
import { findAddress, openClaims } from '#accounts/addresses'
import { type Place, mayWrite } from '#accounts/letters'
import { memberByUsername } from '#accounts/members'
import { type AnyCtx, type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { lettersMax, writeVerification } from './letters.ts'

export const ResendVerificationInput = z.strictObject({
  login: z.string().trim().min(1, { error: 'Type your user name or your e-mail address.' }).max(254),
})
export type ResendVerificationInput = z.output<typeof ResendVerificationInput>

/**
 * Has the letter with the link written again, if there is anything to verify. The answer is always the same, and work is
 * queued in every case, so that its time is too.
 */
export async function resendVerification(
  ctx: Ctx,
  { login }: ResendVerificationInput,
  from?: Place,
): Promise<{ readonly outcome: 'check-mail' }> {
  const writes = await mayWrite(ctx, 'verification', login, from)
  const addressIds = await unprovenAddresses(ctx, login)
  await inTransaction(ctx, (tx) => tx.enqueue(writeVerification, { addressIds: writes ? [...addressIds] : [] }))
  return { outcome: 'check-mail' }
}

async function unprovenAddresses(ctx: AnyCtx, login: string): Promise<readonly Id<'address'>[]> {
  if (login.includes('@')) return openClaims(ctx, login, lettersMax)
  const member = await memberByUsername(ctx, login)
  const address = member && (await findAddress(ctx, { personId: member.personId }))
  return address && !address.proven ? [address.addressId] : []
}
