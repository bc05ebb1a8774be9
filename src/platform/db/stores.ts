import { type Store, databasePart, indefinitely, table } from '#declaration'

/** Roles hold nothing; what each may do follows from the declarations of everything else. */
const role = {
  owner: 'platform/db',
  part: 'role',
  category: 'system.operations',
  identifies: 'no',
  subject: 'none',
  purposes: ['account.secure'],
  basis: 'none',
  audience: 'nobody',
  retention: indefinitely('it holds no data'),
  erase: 'keep',
} as const

export const migrationStores: readonly Store[] = [
  databasePart({
    ...role,
    name: 'house',
    label: 'The running program',
    why: 'It reads and writes rows, and can neither change tables nor what only may be added to.',
  }),
  databasePart({
    ...role,
    name: 'statistics',
    label: 'The statistics',
    why: 'They read and write counts, and can read nothing that tells of a person.',
  }),
  databasePart({
    ...role,
    name: 'ads',
    label: 'The choice of ads',
    why: 'It reads what anybody can find out about a public picture by searching, and nothing that tells of a person.',
  }),
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
    rows: 'read',
    path: 'nobody',
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
