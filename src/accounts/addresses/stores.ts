import { type Store, table, whileAccount, whileNeeded } from '#declaration'

const owner = 'accounts/addresses'

/** A further address that is not proven in this time goes, like an account that is not. */
export const waitingDaysMax = 14

export const addressStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_addresses',
    path: { by: 'person_id' },
    limits: [
      { after: 'held_until' },
      { after: 'created_at', days: waitingDaysMax, where: { verified_at: null, is_primary: false } },
    ],
    changedAt: '/settings/account',
    goesAlone: 'on-page',
    label: 'Your e-mail addresses',
    subject: 'member',
    purposes: ['account.provide', 'mail.account', 'mail.warn'],
    basis: 'contract',
    audience: 'staff.support',
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
