import * as z from 'zod'
import { proveAddress } from '#accounts/addresses'
import { linkExpired, spendLink } from '#accounts/letters'
import { activateMember } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'

export const VerifyAddressInput = z.strictObject({ token: z.string() })
export type VerifyAddressInput = z.output<typeof VerifyAddressInput>

/**
 * Takes the link of the letter as proof that the person reads the mail of the address, and opens the account. A further
 * address of an open account signs in from then on.
 *
 * Of several who claim one address the first to prove it has it; the links of the others no longer work.
 *
 * @returns whose address it is, and whether it is the one that letters go to
 * @throws Refusal `link-expired`
 */
export async function verifyAddress(
  ctx: Ctx,
  { token }: VerifyAddressInput,
): Promise<{ readonly personId: Id<'person'>; readonly isPrimary: boolean }> {
  try {
    return await inTransaction(ctx, async (tx) => {
      const { personId, addressId } = await spendLink(tx, 'verify', token)
      const { isPrimary } = await proveAddress(tx, addressId)
      await activateMember(tx, personId)
      return { personId, isPrimary }
    })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'email-taken') throw linkExpired()
    throw error
  }
}
