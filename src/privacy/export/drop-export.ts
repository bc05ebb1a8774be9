import { type Actor, requireActive } from '#accounts/people'
import { releaseBlobs } from '#platform/blobs'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { readId } from '#platform/ids'
import { exportNotFound, exportUsedBy } from './export.ts'

/** Takes an export away with its file; one that is being made stops where it is. Safe to call twice. */
export async function dropExport(tx: TxCtx, exportId: string): Promise<void> {
  await tx.db.deleteFrom('privacy_exports').where('id', '=', exportId).execute()
  await releaseBlobs(tx, exportUsedBy(exportId))
}

/**
 * Cancels an export that is being made, or removes one that is ready.
 *
 * @param idText `exp_…`
 * @throws Refusal `export-not-found`, those of `requireActive`
 */
export async function removeExport(ctx: Ctx, actor: Actor, idText: string): Promise<void> {
  const { personId } = requireActive(actor)
  const exportId = readId('export', idText)
  if (!exportId) throw exportNotFound()
  await inTransaction(ctx, async (tx) => {
    const own = await tx.db
      .selectFrom('privacy_exports')
      .where('id', '=', exportId)
      .where('person_id', '=', personId)
      .select('id')
      .forUpdate()
      .executeTakeFirst()
    if (!own) throw exportNotFound()
    await dropExport(tx, exportId)
  })
}
