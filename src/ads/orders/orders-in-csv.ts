import { stringify } from 'csv-stringify/sync'
import type { DeskOrder } from './list-orders.ts'
import { writeMicros } from './money.rules.ts'

/** The orders of the desk as CSV, with the numbers that the API knows them by. Nothing of it is read as a formula. */
export const ordersInCsv = (orders: readonly DeskOrder[]): string =>
  stringify(
    orders.map((order) => [
      ...[order.id, order.title, order.organisation.id, order.organisation.name, order.version, order.state],
      ...[order.next, order.startsOn, order.endsOn, writeMicros(order.totalMicros), order.currency],
      order.touchedAt.toISOString(),
    ]),
    {
      header: true,
      escape_formulas: true,
      columns: [
        ...['order', 'title', 'advertiser', 'advertiser_name', 'version', 'state', 'next', 'starts_on', 'ends_on'],
        ...['total_max', 'currency', 'touched_at'],
      ],
    },
  )
