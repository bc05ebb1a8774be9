import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { appendAudit } from '#privacy/audit'

export interface VendorChange {
  readonly vendorId: Id<'vendor'>
  /** Of the entry after it. */
  readonly version: number
  /** Null where it was the operator at the command line. */
  readonly byPersonId: Id<'person'> | null
  readonly what: 'added' | 'changed' | 'activated' | 'ended'
  readonly lines: readonly string[]
}

/** Adds to the history of an entry, which the database lets only grow, and to the log of acts. */
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
  await appendAudit(tx, { kind: 'vendor-changed', by: byPersonId, about: null, detail: { vendorId, version, what } })
}
