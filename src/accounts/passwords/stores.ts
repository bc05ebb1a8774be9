import { type Store, table, whileAccount } from '#declaration'

const owner = 'accounts/passwords'

export const passwordStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_passwords',
    path: { by: 'person_id' },
    changedAt: '/settings/security',
    goesAlone: { stays: 'You sign in by it. You can choose another.' },
    label: 'Your password',
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
        audience: 'subject',
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
