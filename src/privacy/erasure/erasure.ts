import type { Selectable } from 'kysely'
import type { DataHolder, Store } from '#declaration'
import { dayMs } from '#platform/clock'
import type { Ctx, TxCtx } from '#platform/context'
import type { DB } from '#platform/db'

/** So long whoever asked to be erased can come back, unless they want it now. */
export const graceDays = 7
/** So long a receipt can be read. */
export const receiptDays = 30
/** So long before its day a letter says that it comes. */
export const warnBeforeMs = dayMs
/** Copies of the database are removed after so many days, and the master key of the week in which they were made is. */
export const backupDays = 30

/** The rooms and their declarations, from which everything is derived. */
export interface ErasureParts {
  readonly stores: readonly Store[]
  readonly holders: readonly DataHolder<Ctx, TxCtx>[]
}

export type ErasureRow = Selectable<DB['privacy_erasures']>

/**
 * Why there is an erasure: its subject asked, chose to go after a time without a visit, support did it for them, or a
 * backup had brought back who was erased.
 */
export type AskedBy = 'self' | 'idle' | 'support' | 'restore'

/** Where the addresses of somebody who is just being erased are sealed: under the number of the erasure. */
export const addressesPlace = (erasureId: string): { readonly column: string; readonly subjectId: string } => ({
  column: 'privacy_erasures.addresses',
  subjectId: erasureId,
})
