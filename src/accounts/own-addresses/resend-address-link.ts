import { addressesOf, readAddress } from '#accounts/addresses'
import { type Place, mayWrite } from '#accounts/letters'
import { type Actor, requireActive } from '#accounts/members'
import { writeVerification } from '#accounts/people'
import { type Ctx, inTransaction } from '#platform/context'
import { type OwnAddressInput, requireOwn } from './own-address.ts'

/**
 * Has the letter with the link written again to an address that waits for it. Where it was asked for too often, the answer
 * is the same and the last letter is the newest.
 *
 * @throws Refusal `address-not-found`, `too-many-tries`
 */
export async function resendAddressLink(
  ctx: Ctx,
  actor: Actor,
  input: OwnAddressInput,
  from?: Place,
): Promise<{ readonly outcome: 'check-mail' }> {
  const { personId } = requireActive(actor)
  const { addressId, provenAt } = requireOwn(await addressesOf(ctx, personId), input)
  const email = (await readAddress(ctx, addressId, 'mail.account')) ?? ''
  const writes = await mayWrite(ctx, 'own-address', email, from)
  if (writes && provenAt === null) {
    await inTransaction(ctx, (tx) => tx.enqueue(writeVerification, { addressIds: [addressId] }))
  }
  return { outcome: 'check-mail' }
}
