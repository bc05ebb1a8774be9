import { type Store, databasePart, indefinitely, table } from '#declaration'

export const migrationStores: readonly Store[] = [
  databasePart({
    owner: 'platform/db',
    part: 'extension',
    name: 'unaccent',
    label: 'Takes accents off words',
    why: 'So that a search finds a word however it is accented. It stores nothing.',
    category: 'system.operations',
    identifies: 'no',
    subject: 'none',
    purposes: ['content.find'],
    basis: 'none',
    audience: 'nobody',
    retention: indefinitely('it holds no data'),
    erase: 'keep',
  }),
  table({
    owner: 'platform/db',
    name: 'platform_migrations',
    label: 'Changes of the database',
    subject: 'none',
    purposes: ['site.operate'],
    basis: 'none',
    audience: 'staff',
    retention: indefinitely('it says which version the database has'),
    erase: 'keep',
    columns: {
      name: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Name of the change',
        why: 'To apply each once.',
      },
      checksum: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Fingerprint of the change',
        why: 'To notice an altered file.',
      },
      applied_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'When it was applied',
        why: 'To follow an upgrade.',
      },
    },
  }),
]
