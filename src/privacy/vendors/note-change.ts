import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'

export interface VendorChange {
  readonly vendorId: Id<'vendor'>
  /** Of the entry after it. */
  readonly version: number
  /** Null where it was the operator at the command line. */
  readonly byPersonId: string | null
  readonly what: 'added' | 'changed' | 'activated' | 'ended'
  readonly lines: readonly string[]
}

/** Adds to the history of an entry, which the database lets only grow. */
export async function noteChange(
  tx: TxCtx,
  { vendorId, version, byPersonId, what, lines }: VendorChange,
): Promise<void> {
  await tx.db
    .insertInto('privacy_vendor_changes')
    .values({
      vendor_id: vendorId,
      version,
      by_person_id: byPersonId,
      changed_at: tx.clock.now(),
      what,
      lines: [...lines],
    })
    .execute()
}
