import { type Actor, requireActive } from '#accounts/people'
import type { AnyCtx } from '#platform/context'
import { readId } from '#platform/ids'
import { type ExportRow, type ExportView, exportColumns, exportNotFound, exportView } from './export.ts'

const rowOf = (ctx: AnyCtx, personId: string): Promise<ExportRow | undefined> =>
  ctx.db
    .selectFrom('privacy_exports')
    .where('person_id', '=', personId)
    .where('expires_at', '>', ctx.clock.now())
    .select(exportColumns)
    .executeTakeFirst()

/** The export of whoever asks; null where they have none. @throws Refusal those of `requireActive` */
export async function findExport(ctx: AnyCtx, actor: Actor): Promise<ExportView | null> {
  const { personId } = requireActive(actor, 'me:read')
  const row = await rowOf(ctx, personId)
  return row ? exportView(row) : null
}

/**
 * The same by its number.
 *
 * @param idText `exp_…`
 * @throws Refusal `export-not-found`, also where it is somebody else's; those of `requireActive`
 */
export async function getExport(ctx: AnyCtx, actor: Actor, idText: string): Promise<ExportView> {
  const { personId } = requireActive(actor, 'me:read')
  const exportId = readId('export', idText)
  const row = exportId && (await rowOf(ctx, personId))
  if (!row || row.id !== exportId) throw exportNotFound()
  return exportView(row)
}
