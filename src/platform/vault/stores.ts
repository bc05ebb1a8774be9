import { type Store, files, indefinitely, table, whileAccount } from '#declaration'

export const vaultStores: readonly Store[] = [
  ...['keys.json', 'keys.json.new'].map((name) =>
    files({
      owner: 'platform/vault',
      name,
      label: name === 'keys.json' ? 'The keys of the weeks' : 'The same, while it is written anew',
      category: 'system.key',
      identifies: 'no',
      why: 'They lock the keys of people. A public site keeps this file elsewhere, apart from the data.',
      subject: 'none',
      purposes: ['account.secure'],
      basis: 'none',
      audience: 'nobody',
      retention: indefinitely('a key of a week is destroyed 30 days after its first use, the file stays'),
      erase: 'keep',
    }),
  ),
  table({
    owner: 'platform/vault',
    name: 'platform_subject_keys',
    path: { by: 'subject_id' },
    goesAlone: { stays: 'It opens everything of yours that is sealed.' },
    label: 'The key that seals what identifies you',
    subject: 'member',
    purposes: ['account.provide', 'account.secure'],
    basis: 'contract',
    audience: 'nobody',
    retention: whileAccount,
    erase: 'delete-row',
    columns: {
      subject_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose key it is.',
      },
      wrapped: {
        category: 'system.key',
        identifies: 'no',
        label: 'Your key, locked by the key of the week',
        why: 'It seals what identifies you; deleting it makes every copy of that unreadable.',
      },
      master_id: {
        category: 'system.key',
        identifies: 'no',
        label: 'Which key of the week locks it',
        why: 'To unlock it.',
      },
      created_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'When the key was made',
        why: 'To see that keys are renewed.',
      },
    },
  }),
  table({
    owner: 'platform/vault',
    name: 'platform_lost_keys',
    path: { by: 'subject_id' },
    goesAlone: {
      stays: 'It says why some values of yours read as nothing; without it they would be taken for damaged.',
    },
    label: 'People whose key was lost',
    subject: 'member',
    purposes: ['account.provide', 'account.secure'],
    basis: 'contract',
    audience: 'subject',
    retention: whileAccount,
    erase: 'delete-row',
    columns: {
      subject_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose key it was.',
      },
      lost_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'When that was noticed',
        why: 'An old backup was restored after the key of its week was destroyed: what was sealed then cannot be read.',
      },
    },
  }),
]
