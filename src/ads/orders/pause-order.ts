import type { Actor } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import type { Side } from './order.ts'
import { lockOrder, readOrder } from './order-row.ts'
import { requireRunning } from './save-order.ts'
import { acted, noteStep } from './take-step.ts'
import { requireOrderer } from './who-may.ts'

/**
 * Stops the delivery of an order for a while, or goes on with it. Whoever paused it goes on: what staff stopped no
 * advertiser starts, and the other way round. Its last day stays what it is.
 *
 * @throws Refusal `order-not-found`, `order-over`, those of the paper, and those of `requireOrderer`
 */
export async function pauseOrder(
  ctx: Ctx,
  actor: Actor,
  side: Side,
  { order: shown, pause }: { readonly order: string; readonly pause: boolean },
): Promise<void> {
  await requireOrderer(ctx, actor, await readOrder(ctx, shown), side)
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, shown)
    const { personId } = await requireOrderer(tx, actor, order, side)
    acted(order, { do: pause ? 'pause' : 'resume', side })
    requireRunning(order, tx.clock.now())
    await tx.db
      .updateTable('ads_orders')
      .set(pause ? { paused_at: tx.clock.now(), paused_by: side } : { paused_at: null, paused_by: null })
      .where('id', '=', order.id)
      .execute()
    await noteStep(tx, { ...order, version: order.paper.version }, pause ? 'paused' : 'resumed', side, personId)
  })
}
