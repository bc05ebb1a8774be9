import * as z from 'zod'
import { EmailAddress, claimAddress, lockAddressesOf, ownAddressWritten, takeAddressBack } from '#accounts/addresses'
import { type Place, mayWrite } from '#accounts/letters'
import { type Actor, requireProven } from '#accounts/members'
import { writeVerification } from '#accounts/people'
import { dayMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'

/** Enough for home, work and one from long ago. */
export const ownAddressesMax = 5

/** For whoever adds and removes one address after the other, so that strangers get letters. */
const byPerson: Limit = { name: 'accounts.add-address', tries: 10, withinMs: dayMs }

export const AddAddressInput = z.strictObject({ email: EmailAddress })
export type AddAddressInput = z.output<typeof AddAddressInput>

/**
 * Notes a further address of whoever asks, and has the letter with the link written. Until that is opened the address does
 * nothing. One that they gave up a few days ago, and that is still kept for them, comes back at once.
 *
 * The same row is written and the same answer given whether the address belongs to somebody else or not; which letter is
 * sent is decided when it is written.
 *
 * @throws Refusal `prove-again`, `address-is-yours`, `too-many-addresses`, `too-many-tries`
 */
export async function addAddress(
  ctx: Ctx,
  actor: Actor,
  { email }: AddAddressInput,
  from?: Place,
): Promise<{ readonly outcome: 'check-mail' | 'back' }> {
  const { personId } = requireProven(actor, ctx.clock.now())
  await ctx.throttle.take(byPerson, personId)
  const writes = await mayWrite(ctx, 'own-address', email, from)
  return inTransaction(ctx, async (tx) => {
    const all = await lockAddressesOf(tx, personId)
    const known = await ownAddressWritten(tx, personId, email)
    const givenUp = all.some(({ addressId, heldUntil }) => addressId === known && heldUntil !== null)
    if (known && !givenUp) {
      throw new Refusal('conflict', 'address-is-yours', 'This address is one of yours already.', {
        fields: { email: 'This address is on the list already.' },
      })
    }
    if (all.filter(({ heldUntil }) => heldUntil === null).length >= ownAddressesMax) {
      throw new Refusal('conflict', 'too-many-addresses', 'An account has at most 5 addresses. Remove one first.')
    }
    if (known) {
      await takeAddressBack(tx, known)
      return { outcome: 'back' }
    }
    const addressId = await claimAddress(tx, personId, email, { primary: false })
    if (writes) await tx.enqueue(writeVerification, { addressIds: [addressId] })
    return { outcome: 'check-mail' }
  })
}
