import { type DataHolder, type Store, forDays, table } from '#declaration'
import { dayMs, later } from '#platform/clock'
import type { Ctx, TxCtx } from '#platform/context'
import { heldDaysMax } from './given-up-name.ts'
import { nameChangesWithinDays } from './name-change.ts'

const owner = 'accounts/names'

const ground = {
  owner,
  subject: 'member',
  purposes: ['account.secure'],
  basis: 'security-interest',
  audience: 'subject',
  erase: 'delete-row',
} as const

export const nameStores: readonly Store[] = [
  table({
    ...ground,
    name: 'accounts_given_up_names',
    label: 'User names you gave up',
    retention: forDays(heldDaysMax, 'closed'),
    erase: 'keep',
    columns: {
      name_index: {
        category: 'user.account.username',
        identifies: 'no',
        label: 'A keyed one-way number of the name',
        why: 'To keep the name from others for a while, so that nobody passes for you. The name itself is not kept.',
        audience: 'nobody',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'So that you can take the name back.',
        erase: 'set-null',
      },
      free_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'When everybody may have the name',
        why: 'A name is not kept for ever.',
      },
    },
  }),
  table({
    ...ground,
    name: 'accounts_name_changes',
    label: 'When you changed your user name',
    retention: forDays(nameChangesWithinDays, 'created'),
    columns: {
      id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the change',
        why: 'To count each change once.',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose change it is.',
      },
      changed_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When',
        why: 'A name can be changed three times in 30 days.',
      },
    },
  }),
]

export const nameHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async show(ctx, personId) {
    const held = await ctx.db
      .selectFrom('accounts_given_up_names')
      .where('person_id', '=', personId)
      .select(['person_id', 'free_at'])
      .orderBy('free_at')
      .execute()
    const changes = await ctx.db
      .selectFrom('accounts_name_changes')
      .where('person_id', '=', personId)
      .select(['id', 'person_id', 'changed_at'])
      .orderBy('changed_at')
      .execute()
    return [
      { store: 'accounts_given_up_names', rows: held },
      { store: 'accounts_name_changes', rows: changes },
    ]
  },
  /** The names stay given up, and nothing says any more by whom. */
  async erase(tx, personId) {
    await tx.db
      .updateTable('accounts_given_up_names')
      .set({ person_id: null })
      .where('person_id', '=', personId)
      .execute()
    await tx.db.deleteFrom('accounts_name_changes').where('person_id', '=', personId).execute()
  },
  async retain(ctx) {
    const now = ctx.clock.now()
    const free = await ctx.db.deleteFrom('accounts_given_up_names').where('free_at', '<=', now).executeTakeFirst()
    const counted = await ctx.db
      .deleteFrom('accounts_name_changes')
      .where('changed_at', '<=', later(now, -nameChangesWithinDays * dayMs))
      .executeTakeFirst()
    return Number(free.numDeletedRows + counted.numDeletedRows)
  },
}
