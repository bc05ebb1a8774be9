import { lockAddressesOf, makeAddressPrimary } from '#accounts/addresses'
import { endLinks } from '#accounts/letters'
import { type Actor, noteCorrections, requireProven } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { noteChange } from './address-change.ts'
import { writeAddressChanged } from './letters.ts'
import { type OwnAddressInput, requireOwn } from './own-address.ts'

/**
 * Has letters about the account go to another proven address (promises G-89, G-134). The old one is told, with a link that
 * undoes it, and open links for a new password no longer work.
 *
 * @throws Refusal `prove-again`, `address-not-found`, `address-not-proven`
 */
export async function makePrimary(ctx: Ctx, actor: Actor, input: OwnAddressInput): Promise<void> {
  const { personId } = requireProven(actor, ctx.clock.now())
  await inTransaction(ctx, async (tx) => {
    const all = await lockAddressesOf(tx, personId)
    const next = requireOwn(all, input)
    if (next.isPrimary) return
    if (next.provenAt === null) {
      throw new Refusal(
        'conflict',
        'address-not-proven',
        'Open the link in the letter to this address first. Then it can be the primary one.',
      )
    }
    const before = all.find(({ isPrimary }) => isPrimary)
    await makeAddressPrimary(tx, personId, next.addressId)
    await noteCorrections(tx, personId, ['primary-address'])
    await endLinks(tx, 'reset', personId)
    if (!before) return
    await noteChange(tx, personId, { from: before.addressId, to: next.addressId })
    await tx.enqueue(writeAddressChanged, { addressId: before.addressId })
  })
}
