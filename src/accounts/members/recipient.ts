import { type AddressOfPerson, findAddress, readAddress } from '#accounts/addresses'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { usernameOf } from './find-member.ts'

/** Whom a letter about an account goes to, and how to greet them. */
export interface Recipient {
  readonly address: AddressOfPerson
  readonly to: string
  readonly username: string
}

/**
 * To whom to write about an account; null where they are gone, or no address is proven.
 *
 * @param purpose why: because of an act of their own, or to warn them of what happened to their data
 */
export async function recipientOf(
  ctx: AnyCtx,
  personId: Id<'person'>,
  purpose: 'mail.account' | 'mail.warn' = 'mail.account',
): Promise<Recipient | null> {
  const address = await findAddress(ctx, { personId })
  if (!address?.proven) return null
  const to = await readAddress(ctx, address.addressId, purpose)
  const username = await usernameOf(ctx, personId)
  return to === null || username === null ? null : { address, to, username }
}
