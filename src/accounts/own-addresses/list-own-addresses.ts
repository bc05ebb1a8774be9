import { addressesOf, readAddress } from '#accounts/addresses'
import { type Actor, requireMember } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'

export interface OwnAddress {
  /** `adr_…` */
  readonly id: string
  readonly email: string
  /** The one that letters about the account go to. */
  readonly isPrimary: boolean
  /** Signs in. Until then it waits for the link in the letter. */
  readonly proven: boolean
  readonly addedAt: Date
}

/** The addresses of whoever asks, the primary one first. Those given up are not among them. */
export async function listOwnAddresses(ctx: Ctx, actor: Actor): Promise<readonly OwnAddress[]> {
  const { personId } = requireMember(actor)
  const own = (await addressesOf(ctx, personId)).filter(({ heldUntil }) => heldUntil === null)
  return Promise.all(
    own.map(async ({ addressId, isPrimary, provenAt, addedAt }) => ({
      id: showId('address', addressId),
      email: (await readAddress(ctx, addressId, 'account.provide')) ?? '',
      isPrimary,
      proven: provenAt !== null,
      addedAt,
    })),
  )
}
