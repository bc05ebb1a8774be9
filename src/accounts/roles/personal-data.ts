import { type DataHolder, type Store, table, whileAccount } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'

const owner = 'accounts/roles'

export const rolesStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_roles',
    label: 'Roles of staff',
    subject: 'staff',
    purposes: ['account.secure'],
    basis: 'contract',
    audience: 'staff',
    retention: whileAccount,
    erase: 'delete-row',
    columns: {
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose role it is.',
      },
      role: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'Role',
        why: 'Says what a member of staff may do.',
      },
      granted_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it was granted',
        why: 'To answer since when somebody had this power.',
      },
    },
  }),
]

export const rolesHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async show(ctx, personId) {
    const rows = await ctx.db
      .selectFrom('accounts_roles')
      .where('person_id', '=', personId)
      .select(['person_id', 'role', 'granted_at'])
      .orderBy('role')
      .execute()
    return [{ store: 'accounts_roles', rows }]
  },
  async erase(tx, personId) {
    await tx.db.deleteFrom('accounts_roles').where('person_id', '=', personId).execute()
  },
  retain: async () => 0,
}
