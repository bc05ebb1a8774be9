import { deleteAddresses, holdAddress, lockAddressesOf } from '#accounts/addresses'
import { type Actor, requireProven } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { openChanges, undoUntil } from './address-change.ts'
import { type OwnAddressInput, requireOwn } from './own-address.ts'

/**
 * Takes an address away from whoever asks. It signs in no longer.
 *
 * One whose place another took, and that may still undo it, is kept sealed until it no longer may: so whoever takes an
 * account over cannot get rid of the owner's address, and nobody else can prove it meanwhile.
 *
 * @throws Refusal `prove-again`, `address-not-found`, `address-is-primary`
 */
export async function removeAddress(ctx: Ctx, actor: Actor, input: OwnAddressInput): Promise<void> {
  const { personId } = requireProven(actor, ctx.clock.now())
  await inTransaction(ctx, async (tx) => {
    const { addressId, isPrimary } = requireOwn(await lockAddressesOf(tx, personId), input)
    if (isPrimary) {
      throw new Refusal(
        'conflict',
        'address-is-primary',
        'We write to this address, so it stays. Make another one the primary address first.',
      )
    }
    const until = undoUntil(addressId, await openChanges(tx, personId))
    await (until ? holdAddress(tx, addressId, until) : deleteAddresses(tx, [addressId]))
  })
}
