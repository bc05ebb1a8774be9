import { type DataHolder, type Store, table, whileAccount, whileNeeded } from '#declaration'
import { dayMs, later } from '#platform/clock'
import type { Ctx, TxCtx } from '#platform/context'
import { placeOf } from './claim-address.ts'

const owner = 'accounts/addresses'

/** A further address that is not proven in this time goes, like an account that is not. */
export const waitingDaysMax = 14

export const addressStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_addresses',
    label: 'E-mail addresses',
    subject: 'member',
    purposes: ['account.provide', 'mail.account'],
    basis: 'contract',
    audience: 'subject',
    retention: whileAccount,
    erase: 'delete-row',
    columns: {
      id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the address',
        why: 'To speak of the address without naming it.',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose address it is.',
      },
      email: {
        category: 'user.contact.email',
        identifies: 'alone',
        label: 'E-mail address',
        why: 'To verify that it is yours, to sign in by it, and to write to you about what you do with your account.',
        sealed: true,
        erase: 'shred-key',
      },
      email_index: {
        category: 'user.contact.email',
        identifies: 'combined',
        label: 'A keyed one-way number of the address',
        why: 'To find your account by the address while the address itself is sealed.',
        audience: 'nobody',
      },
      is_primary: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'Whether we write there',
        why: 'To know which of several addresses you want to be written to.',
      },
      verified_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you proved that it is yours',
        why: 'Until then nothing but the proof is sent there.',
      },
      created_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you gave it',
        why: 'To tell you since when we have it.',
      },
      held_until: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Until when an address that you gave up is kept',
        why: 'While a change of address can be undone nobody else may have the old one. Then it is deleted.',
        retention: whileNeeded('the change can no longer be undone, 7 days after it'),
      },
    },
  }),
]

export const addressHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async show(ctx, personId) {
    const found = await ctx.db
      .selectFrom('accounts_addresses')
      .where('person_id', '=', personId)
      .select(['id', 'person_id', 'email', 'is_primary', 'verified_at', 'created_at', 'held_until'])
      .orderBy('created_at')
      .execute()
    const rows = await Promise.all(
      found.map(async (row) => ({
        ...row,
        email: await ctx.vault.open(ctx.db, placeOf(personId), row.email, 'account.provide'),
      })),
    )
    return [{ store: 'accounts_addresses', rows }]
  },
  async erase(tx, personId) {
    await tx.db.deleteFrom('accounts_addresses').where('person_id', '=', personId).execute()
  },
  async retain(ctx) {
    const now = ctx.clock.now()
    const gone = await ctx.db
      .deleteFrom('accounts_addresses')
      .where((row) =>
        row.or([
          row('held_until', '<=', now),
          row.and([
            row('verified_at', 'is', null),
            row('is_primary', '=', false),
            row('created_at', '<=', later(now, -waitingDaysMax * dayMs)),
          ]),
        ]),
      )
      .executeTakeFirst()
    return Number(gone.numDeletedRows)
  },
}
