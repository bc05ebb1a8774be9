import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { orderId, read } from './decide-order.ts'
import type { Side } from './order.ts'
import { placeOf, readLines } from './order-content.ts'
import { oneLine } from './order-fields.ts'
import { type OrderRow, lockOrder, readOrder } from './order-row.ts'
import { requireTerms } from './submit-order.ts'
import { acted, noteStep } from './take-step.ts'
import { requireBinding } from './who-may.ts'

export const SignOrderInput = z.strictObject({
  order: orderId,
  sha256: read,
  name: oneLine('name', 120, 'Give your name.'),
  title: oneLine('title', 120, 'Say what you are in the company.'),
  authority: z.literal('on', { error: 'Only who may bind the company can sign. Tick it if you may.' }),
})
export type SignOrderInput = z.output<typeof SignOrderInput>

/**
 * Signs exactly what was read and approved: the advertiser first, then us. Of any number who sign at once one does; what
 * was changed meanwhile nobody signs. With our signature it binds, in the place of the version before.
 *
 * @throws Refusal `order-not-found`, `order-without-terms`, `order-flights-over`, those of the paper, and those of
 *   `requireBinding`
 */
export async function signOrder(ctx: Ctx, actor: Actor, side: Side, input: SignOrderInput): Promise<void> {
  await requireBinding(ctx, actor, await readOrder(ctx, input.order), side)
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, input.order)
    // Looked at again under the lock: their role may have been taken meanwhile.
    const { personId } = await requireBinding(tx, actor, order, side)
    const { version } = order.paper
    const paper = acted(order, { do: side === 'them' ? 'sign' : 'countersign', read: input.sha256 })
    await requireTerms(tx, order.organisationId)
    const endsAt = await requireFuture(tx, order)
    await insertSignature(tx, order, side, input)
    await tx.db
      .updateTable('ads_order_versions')
      .set(side === 'them' ? { phase: 'signed' } : { phase: 'booked', booked_at: tx.clock.now() })
      .where('order_id', '=', order.id)
      .where('version', '=', version)
      .execute()
    if (paper.binding?.version === version) await bind(tx, order, version, endsAt)
    await noteStep(tx, { ...order, version }, side === 'them' ? 'signed' : 'countersigned', side, personId)
  })
}

/** The version before no longer binds from this instant. */
async function bind(tx: TxCtx, { id, paper }: OrderRow, version: number, endsAt: Date): Promise<void> {
  if (paper.binding) {
    await tx.db
      .updateTable('ads_order_versions')
      .set({ phase: 'superseded' })
      .where('order_id', '=', id)
      .where('version', '=', paper.binding.version)
      .execute()
  }
  await tx.db
    .updateTable('ads_orders')
    .set({ binding_version: version, ends_at: endsAt })
    .where('id', '=', id)
    .execute()
}

/** When its last flight ends. @throws Refusal `order-flights-over` where that is past */
async function requireFuture(tx: TxCtx, { id, paper }: OrderRow): Promise<Date> {
  const lines = await readLines(tx, id, paper.version)
  const endsAt = new Date(Math.max(...lines.map((line) => line.endsAt.getTime())))
  if (endsAt > tx.clock.now()) return endsAt
  throw new Refusal('conflict', 'order-flights-over', 'All of its flights are over. Change their days first.')
}

async function insertSignature(
  tx: TxCtx,
  { id, paper }: OrderRow,
  side: Side,
  { name, title, sha256 }: SignOrderInput,
): Promise<void> {
  await tx.db
    .insertInto('ads_order_signatures')
    .values({
      order_id: id,
      version: paper.version,
      side,
      name: await tx.vault.seal(tx.db, placeOf(id, 'ads_order_signatures.name'), name),
      title: await tx.vault.seal(tx.db, placeOf(id, 'ads_order_signatures.title'), title),
      authority: true,
      signed_at: tx.clock.now(),
      sha256: Buffer.from(sha256, 'hex'),
    })
    .execute()
}
