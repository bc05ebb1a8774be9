import { type Store, table, whileNeeded } from '#declaration'

const owner = 'accounts/preferences'

export const preferencesStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_preferences',
    path: { by: 'person_id' },
    changedAt: '/settings/look',
    goesAlone: { rowsBy: 'person_id' },
    label: 'How pages look for you',
    subject: 'member',
    purposes: ['look.remember'],
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
