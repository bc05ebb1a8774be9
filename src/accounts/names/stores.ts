import { type Store, forDays, table } from '#declaration'
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
    path: { by: 'person_id' },
    limits: [{ after: 'free_at' }],
    changedAt: '/settings/account/name',
    goesAlone: {
      stays: 'It keeps others from passing for you under a name that was yours, and goes by itself on the day it says.',
    },
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
    path: { by: 'person_id' },
    limits: [{ after: 'changed_at', days: nameChangesWithinDays }],
    goesAlone: { stays: 'It is counted by, and goes by itself 30 days after the change.' },
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
