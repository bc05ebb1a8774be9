import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { because } from './order-fields.ts'
import { lockOrder, readOrder } from './order-row.ts'
import { requireTerms } from './submit-order.ts'
import { acted, noteStep } from './take-step.ts'
import { requireOrderer } from './who-may.ts'

/** `ord_…` */
export const orderId = z.string().max(60)
/** SHA-256 of the text that was read, in hexadecimal: what is decided on or signed is that and nothing else. */
export const read = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, { error: 'Read the order again, and decide on what you read.' })

export const ApproveOrderInput = z.strictObject({ order: orderId, sha256: read })
export type ApproveOrderInput = z.output<typeof ApproveOrderInput>

export const DeclineOrderInput = z.strictObject({
  order: orderId,
  sha256: read,
  because: because('because', 'Say in at least 10 characters what has to change.'),
})
export type DeclineOrderInput = z.output<typeof DeclineOrderInput>

/**
 * Staff agree to what an order says, exactly as they read it; then both sides may sign it.
 *
 * @throws Refusal `order-not-found`, `order-without-terms`, those of the paper, and those of `requireStaff`
 */
export async function approveOrder(ctx: Ctx, actor: Actor, { order: shown, sha256 }: ApproveOrderInput): Promise<void> {
  await requireOrderer(ctx, actor, await readOrder(ctx, shown), 'us')
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, shown)
    const { personId } = await requireOrderer(tx, actor, order, 'us')
    acted(order, { do: 'approve', read: sha256 })
    await requireTerms(tx, order.organisationId)
    const { version } = order.paper
    await tx.db
      .updateTable('ads_order_versions')
      .set({ phase: 'approved', approved_at: tx.clock.now(), approved_sha256: Buffer.from(sha256, 'hex') })
      .where('order_id', '=', order.id)
      .where('version', '=', version)
      .execute()
    await noteStep(tx, { ...order, version }, 'approved', 'us', personId)
  })
}

/**
 * Staff do not agree, and say what has to change. The advertiser changes it and submits it anew.
 *
 * @throws Refusal those of `approveOrder` but for the terms
 */
export async function declineOrder(ctx: Ctx, actor: Actor, input: DeclineOrderInput): Promise<void> {
  await requireOrderer(ctx, actor, await readOrder(ctx, input.order), 'us')
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, input.order)
    const { personId } = await requireOrderer(tx, actor, order, 'us')
    acted(order, { do: 'decline', read: input.sha256 })
    const { version } = order.paper
    await tx.db
      .updateTable('ads_order_versions')
      .set({ phase: 'declined', declined_because: input.because })
      .where('order_id', '=', order.id)
      .where('version', '=', version)
      .execute()
    await noteStep(tx, { ...order, version }, 'declined', 'us', personId)
  })
}
