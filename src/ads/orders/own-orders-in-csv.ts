import { csvOf } from '#privacy/export'
import type { ListedOrder } from './list-orders.ts'
import { writeMicros } from './money.rules.ts'

const columns = [
  ...(['id', 'title', 'purchaseOrder', 'version', 'state', 'pending', 'next'] as const),
  ...(['startsOn', 'endsOn', 'total', 'currency', 'touchedAt'] as const),
]

/** Pure: the orders of one advertiser as CSV, for a table program. What it would take for a formula is guarded. */
export const ownOrdersInCsv = (rows: readonly ListedOrder[]): string =>
  [
    ...csvOf(
      columns,
      rows.map(({ totalMicros, touchedAt, ...row }) => ({
        ...row,
        total: writeMicros(totalMicros),
        touchedAt: touchedAt.toISOString(),
      })),
    ),
  ].join('')
