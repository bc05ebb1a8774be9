import { type Store, files, indefinitely, whileNeeded } from '#declaration'
import { majorVersion } from './start.ts'

const ground = {
  owner: 'platform/postgres',
  identifies: 'no',
  subject: 'none',
  purposes: ['site.operate'],
  basis: 'none',
  audience: 'nobody',
  erase: 'keep',
} as const

export const postgresStores: readonly Store[] = [
  files({
    ...ground,
    name: `pg${majorVersion}`,
    label: 'The files of the database',
    category: 'copy.everything',
    identifies: 'combined',
    subject: 'member',
    purposes: ['account.provide', 'content.publish', 'site.operate'],
    basis: 'contract',
    why: 'PostgreSQL keeps the tables of this map here. What identifies you by itself is sealed in them.',
    retention: whileNeeded('what a table holds is removed, and its room is used again'),
    erase: 'shred-key',
  }),
  files({
    ...ground,
    name: 'pg.secret',
    label: 'Password of the database',
    category: 'system.key',
    why: 'So that only this program connects to it.',
    retention: indefinitely('it lives as long as the database'),
  }),
  files({
    ...ground,
    name: 'run',
    label: 'The socket of the database',
    category: 'system.operations',
    why: 'The program speaks to its database here; nothing is stored.',
    paths: /^\.s\.PGSQL\.\d+(\.lock)?$/,
    retention: whileNeeded('the database stops'),
  }),
]
