import { type DataHolder, type Store, table, whileNeeded } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'

const owner = 'accounts/preferences'

export const preferencesStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_preferences',
    label: 'How pages look for you',
    subject: 'member',
    purposes: ['account.provide'],
    basis: 'consent',
    audience: 'subject',
    retention: whileNeeded('you take your choices back, or close the account'),
    erase: 'delete-row',
    columns: {
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose choice it is.',
      },
      theme: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'Light or dark',
        why: 'To show you the site in the colours you chose, in every browser.',
      },
      ground: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'Background of the pictures',
        why: 'To show you pictures on the background you chose, in every browser.',
      },
      chosen_at: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'When you chose',
        why: 'A choice that is kept is kept because you made it; this says when.',
      },
    },
  }),
]

export const preferencesHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async show(ctx, personId) {
    const rows = await ctx.db
      .selectFrom('accounts_preferences')
      .where('person_id', '=', personId)
      .select(['person_id', 'theme', 'ground', 'chosen_at'])
      .execute()
    return [{ store: 'accounts_preferences', rows }]
  },
  async erase(tx, personId) {
    await tx.db.deleteFrom('accounts_preferences').where('person_id', '=', personId).execute()
  },
  retain: async () => 0,
}
