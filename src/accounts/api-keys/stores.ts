import { type Store, forDays, table, whileAccount } from '#declaration'

const owner = 'accounts/api-keys'

/** A revoked key can still be told from one that never was for this long. */
const revokedDaysMax = 30

export const apiKeysStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_api_keys',
    path: { by: 'person_id' },
    limits: [
      { after: 'revoked_at', days: revokedDaysMax },
      { after: 'expires_at', days: revokedDaysMax },
    ],
    changedAt: '/settings/api-keys',
    goesAlone: 'on-page',
    label: 'Your API keys',
    subject: 'member',
    purposes: ['account.provide', 'account.secure'],
    basis: 'contract',
    audience: 'staff.security',
    retention: whileAccount,
    erase: 'delete-row',
    columns: {
      id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the key',
        why: 'To let you revoke this one and not another.',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose key it is.',
      },
      key_hash: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'A one-way hash of the key',
        why: 'To know the key again without being able to make it.',
        audience: 'nobody',
      },
      ending: {
        category: 'user.credential',
        identifies: 'no',
        label: 'Its last four characters',
        why: 'To let you tell your keys apart.',
      },
      name: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'The name you gave it',
        why: 'To let you remember what it is for.',
      },
      scopes: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'What it may do',
        why: 'A program gets no more than it needs.',
      },
      created_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you made it',
        why: 'To let you find old keys.',
      },
      expires_at: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'When it stops by itself',
        why: 'A key for a desk of staff is made anew every three months by somebody who still works there.',
        retention: forDays(revokedDaysMax, 'closed'),
      },
      last_used_on: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'The day of its last use',
        why: 'To let you find keys that nothing uses any more.',
      },
      revoked_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you revoked it',
        why: 'A revoked key no longer works, and is removed some time later.',
        retention: forDays(revokedDaysMax, 'closed'),
      },
    },
  }),
]
