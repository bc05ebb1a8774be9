import { termsInForce } from '#ads/agreements'
import type { Actor } from '#accounts/members'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import type { Side } from './order.ts'
import { noticeDaysOf, stopOf } from './order.rules.ts'
import { readLines } from './order-content.ts'
import { type OrderRow, lockOrder, readOrder } from './order-row.ts'
import { requireRunning } from './save-order.ts'
import { acted, noteStep } from './take-step.ts'
import { requireOrderer } from './who-may.ts'

/** What cancelling a line now comes to. */
export interface LineEnd {
  readonly lineId: Id<'line'>
  readonly name: string
  /** By the terms; null where none are in force, so that it ends at once. */
  readonly noticeDays: number | null
  readonly stopsAt: Date
}

/**
 * When each line would stop if the order were cancelled now: by the days of notice of the terms that are in force, and not
 * after its flight. What nobody has booked ends at once, and so does what the terms are over for.
 */
export async function whatCancellingDoes(
  ctx: AnyCtx,
  { id, organisationId, paper }: Pick<OrderRow, 'id' | 'organisationId' | 'paper'>,
): Promise<readonly LineEnd[]> {
  if (paper.binding === null) return []
  const now = ctx.clock.now()
  const terms = await termsInForce(ctx, organisationId, 'advertiser')
  return (await readLines(ctx, id, paper.binding.version)).map((line) => ({
    lineId: line.id,
    name: line.name,
    noticeDays: terms && noticeDaysOf(line, terms),
    stopsAt: terms ? stopOf(line, terms, now) : now,
  }))
}

/**
 * Cancels an order for one side. Each line stops when its notice is over; until then it is delivered and charged.
 *
 * @returns when each line stops
 * @throws Refusal `order-not-found`, `order-over`, those of the paper, and those of `requireOrderer`
 */
export async function cancelOrder(ctx: Ctx, actor: Actor, side: Side, shown: string): Promise<readonly LineEnd[]> {
  await requireOrderer(ctx, actor, await readOrder(ctx, shown), side)
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, shown)
    const { personId } = await requireOrderer(tx, actor, order, side)
    acted(order, { do: 'cancel' })
    requireRunning(order, tx.clock.now())
    const ends = await whatCancellingDoes(tx, order)
    await stopLines(tx, { id: order.id, version: order.paper.binding?.version ?? 0 }, ends, side)
    await noteStep(tx, { ...order, version: order.paper.version }, 'cancelled', side, personId)
    return ends
  })
}

/** Writes down when each line of the version that binds stops. The order is locked. */
export async function stopLines(
  tx: TxCtx,
  { id, version }: { readonly id: Id<'order'>; readonly version: number },
  ends: readonly Pick<LineEnd, 'lineId' | 'stopsAt'>[],
  side: Side,
): Promise<void> {
  for (const { lineId, stopsAt } of ends) {
    await tx.db
      .updateTable('ads_order_lines')
      .set({ stops_at: stopsAt })
      .where('id', '=', lineId)
      .where('version', '=', version)
      .execute()
  }
  const last = ends.length === 0 ? null : new Date(Math.max(...ends.map(({ stopsAt }) => stopsAt.getTime())))
  await tx.db
    .updateTable('ads_orders')
    .set({ cancelled_at: tx.clock.now(), cancelled_by: side, ...(last ? { ends_at: last } : {}) })
    .where('id', '=', id)
    .execute()
}
