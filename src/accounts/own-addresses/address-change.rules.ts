/** Another address became the primary one. */
export interface AddressChange {
  readonly changeId: string
  readonly fromAddressId: string
  /** Null once the new address is gone by itself. */
  readonly toAddressId: string | null
  readonly changedAt: Date
}

/**
 * Pure: of the changes that can still be undone, those that an address undoes: its own and all that came after it.
 *
 * So of the addresses that were primary in the time of an undo the oldest has the last word. Whoever takes an account
 * over and changes its address twice gains nothing, and whoever was put out of it cannot put the owner out.
 */
export function changesUndoneBy<Change extends AddressChange>(
  addressId: string,
  open: readonly Change[],
): readonly Change[] {
  const own = open.filter(({ fromAddressId }) => fromAddressId === addressId)
  const first = Math.min(...own.map(({ changedAt }) => changedAt.getTime()))
  return open.filter(({ changedAt }) => changedAt.getTime() >= first)
}
