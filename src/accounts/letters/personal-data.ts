import { type DataHolder, type Store, table, whileNeeded } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'

const owner = 'accounts/letters'

export const letterStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_mail_tokens',
    label: 'Links we sent you that still work',
    subject: 'member',
    purposes: ['account.provide', 'account.secure'],
    basis: 'contract',
    audience: 'nobody',
    retention: whileNeeded(
      'the link is used, replaced, or expires: a day for a verification, an hour for a new password, 7 days to undo a change of address or to say that a sign-in was not yours',
    ),
    erase: 'delete-row',
    columns: {
      token_hash: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'A one-way hash of the link',
        why: 'To know the link again without being able to make it.',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says for whom the link works.',
      },
      address_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the address',
        why: 'Says which address the link was sent to.',
      },
      use: {
        category: 'system.operations',
        identifies: 'no',
        label: 'What the link does',
        why: 'A link that verifies an address cannot set a password.',
        audience: 'subject',
      },
      created_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it was made',
        why: 'To tell you when it was asked for.',
        audience: 'subject',
      },
      expires_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Until when it works',
        why: 'A link that was forgotten in a mailbox must not work for ever.',
        audience: 'subject',
      },
    },
  }),
]

export const letterHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async show(ctx, personId) {
    const rows = await ctx.db
      .selectFrom('accounts_mail_tokens')
      .where('person_id', '=', personId)
      .select(['person_id', 'address_id', 'use', 'created_at', 'expires_at'])
      .orderBy('created_at')
      .execute()
    return [{ store: 'accounts_mail_tokens', rows }]
  },
  async erase(tx, personId) {
    await tx.db.deleteFrom('accounts_mail_tokens').where('person_id', '=', personId).execute()
  },
  async retain(ctx) {
    const gone = await ctx.db
      .deleteFrom('accounts_mail_tokens')
      .where('expires_at', '<=', ctx.clock.now())
      .executeTakeFirst()
    return Number(gone.numDeletedRows)
  },
}
