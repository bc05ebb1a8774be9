import { type Store, table, whileAccount } from '#declaration'

const owner = 'accounts/roles'

export const rolesStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_roles',
    path: { by: 'person_id' },
    goesAlone: { stays: 'An administrator gives and takes duties of staff.' },
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
