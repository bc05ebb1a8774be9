import type { Actor } from '#accounts/members'
import { boundOrders } from '#ads/orders'
import { releaseBlobs } from '#platform/blobs'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type CreativeRow, noteStep, pictureUsedBy, readCreative, uploadUsedBy } from './creative-row.ts'
import { requireMaker } from './who-may.ts'

/**
 * Deletes a creative with its files. One that a signed order names is shown no more, and stays as long as the order does:
 * it is what was ordered.
 *
 * @returns whether it stays for a signed order
 * @throws Refusal `creative-not-found`, those of `requireMaker`
 */
export async function deleteCreative(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  shown: string,
): Promise<{ readonly stays: boolean }> {
  await requireMaker(ctx, actor, organisationId)
  return inTransaction(ctx, async (tx) => {
    const creative = await readCreative(tx, shown, organisationId, { lock: true })
    const { personId } = await requireMaker(tx, actor, organisationId)
    return { stays: await takeOut(tx, creative, personId) }
  })
}

/** The creative is locked. @returns whether it stays for a signed order */
export async function takeOut(tx: TxCtx, creative: CreativeRow, byPersonId: Id<'person'> | null): Promise<boolean> {
  if (!(await isOfSigned(tx, creative.id))) {
    await forget(tx, [creative.id])
    return false
  }
  if (creative.withdrawnAt) return true
  await tx.db.updateTable('ads_creatives').set({ withdrawn_at: tx.clock.now() }).where('id', '=', creative.id).execute()
  await tx.db
    .updateTable('ads_creative_versions')
    .set({ next_look_at: null })
    .where('creative_id', '=', creative.id)
    .execute()
  await noteStep(tx, creative, 'withdrawn', byPersonId)
  return true
}

async function isOfSigned(tx: TxCtx, id: Id<'creative'>): Promise<boolean> {
  const named = await tx.db
    .selectFrom('ads_order_line_creatives')
    .where('creative_id', '=', id)
    .select('order_id')
    .execute()
  const orderIds = named.map(({ order_id: orderId }) => orderId as Id<'order'>)
  return (await boundOrders(tx, orderIds)).size > 0
}

/** Takes creatives away with their files. */
export async function forget(tx: TxCtx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const pictures = await tx.db
    .selectFrom('ads_creative_pictures')
    .where('creative_id', 'in', ids)
    .select('id')
    .orderBy('id')
    .execute()
  await releaseBlobs(
    tx,
    pictures.flatMap(({ id }) => [pictureUsedBy(id), uploadUsedBy(id)]),
  )
  await tx.db.deleteFrom('ads_creatives').where('id', 'in', ids).execute()
}
