import { type DataHolder, type Store, table, whileAccount } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'

const owner = 'accounts/passwords'

export const passwordStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_passwords',
    label: 'Passwords',
    subject: 'member',
    purposes: ['account.secure'],
    basis: 'contract',
    audience: 'nobody',
    retention: whileAccount,
    erase: 'delete-row',
    columns: {
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose password it is.',
      },
      hash: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'A slow one-way hash of your password',
        why: 'To check your password without knowing it.',
      },
      changed_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you chose it',
        why: 'To tell you how old it is.',
        audience: 'subject',
      },
    },
  }),
]

export const passwordHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  /** The hash is not shown, not even to its owner: it would only help whoever steals the export (promise G-20). */
  async show(ctx, personId) {
    const rows = await ctx.db
      .selectFrom('accounts_passwords')
      .where('person_id', '=', personId)
      .select(['person_id', 'changed_at'])
      .execute()
    return [{ store: 'accounts_passwords', rows }]
  },
  async erase(tx, personId) {
    await tx.db.deleteFrom('accounts_passwords').where('person_id', '=', personId).execute()
  },
  retain: async () => 0,
}
