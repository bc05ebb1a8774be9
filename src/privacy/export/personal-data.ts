import type { DataHolder } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { dropExport } from './drop-export.ts'

export const exportHolder: DataHolder<Ctx, TxCtx> = {
  owner: 'privacy/export',
  /** The file, and the row with it. */
  async erase(tx, personId) {
    const rows = await tx.db
      .selectFrom('privacy_exports')
      .where('person_id', '=', personId)
      .select('id')
      .forUpdate()
      .execute()
    for (const { id } of rows) await dropExport(tx, id)
  },
  /** Those whose time is over go with their files; one that is still being made stops. */
  async retain(ctx) {
    const due = await ctx.db
      .selectFrom('privacy_exports')
      .where('expires_at', '<=', ctx.clock.now())
      .select('id')
      .execute()
    for (const { id } of due) await inTransaction(ctx, (tx) => dropExport(tx, id))
    return due.length
  },
}
