import type { DataHolder } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'
import { owner } from './stores.ts'

export const ownAddressHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async show(ctx, personId) {
    const rows = await ctx.db
      .selectFrom('accounts_address_changes')
      .where('person_id', '=', personId)
      .select(['id', 'person_id', 'from_address_id', 'to_address_id', 'changed_at', 'undo_until'])
      .orderBy('changed_at')
      .execute()
    return [{ store: 'accounts_address_changes', rows }]
  },
  async erase(tx, personId) {
    await tx.db.deleteFrom('accounts_address_changes').where('person_id', '=', personId).execute()
  },
  async retain(ctx) {
    const gone = await ctx.db
      .deleteFrom('accounts_address_changes')
      .where('undo_until', '<=', ctx.clock.now())
      .executeTakeFirst()
    return Number(gone.numDeletedRows)
  },
}
