import * as z from 'zod'
import type { OwnedAddress } from '#accounts/addresses'
import { requireId } from '#platform/ids'
import { notFound } from '#platform/refusal'

/** Which of their addresses somebody means. */
export const OwnAddressInput = z.strictObject({ addressId: z.string() })
export type OwnAddressInput = z.output<typeof OwnAddressInput>

const addressNotFound = [
  'address-not-found',
  'There is no such address in your account; it may be removed already.',
] as const

/** The one that is meant. @throws Refusal `address-not-found`, also where it is somebody else's or given up */
export function requireOwn(all: readonly OwnedAddress[], { addressId: shown }: OwnAddressInput): OwnedAddress {
  const meant = requireId('address', shown, ...addressNotFound)
  const own = all.find(({ addressId, heldUntil }) => addressId === meant && heldUntil === null)
  if (!own) throw notFound(...addressNotFound)
  return own
}
