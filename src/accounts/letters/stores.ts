import { type Store, table, whileNeeded } from '#declaration'

const owner = 'accounts/letters'

export const letterStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_mail_tokens',
    path: { by: 'person_id' },
    limits: [{ after: 'expires_at' }],
    goesAlone: {
      stays:
        'By these links you undo what somebody else did in your name, so nobody can delete them from here. Each goes by itself.',
    },
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
        audience: 'subject',
      },
      address_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the address',
        why: 'Says which address the link was sent to.',
        audience: 'subject',
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
