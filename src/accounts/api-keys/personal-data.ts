import type { DataHolder } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'

/** Keys of whoever asks to be erased end at once. They do not come back: a new one is made in a moment. */
export const apiKeyHolder: DataHolder<Ctx, TxCtx> = {
  owner: 'accounts/api-keys',
  async hide(tx, personId) {
    await tx.db
      .updateTable('accounts_api_keys')
      .set({ revoked_at: tx.clock.now() })
      .where('person_id', '=', personId)
      .where('revoked_at', 'is', null)
      .execute()
  },
}
