import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const rowTypesPath = 'src/platform/db/tables.generated.ts'

/** The row types of every table, as the migrated database has them. */
export function rowTypes(root: string, connectionString: string): string {
  const file = join(tmpdir(), `vitrine-row-types-${process.pid}.ts`)
  execFileSync(
    join(root, 'node_modules/.bin/kysely-codegen'),
    [
      ...['--dialect', 'postgres', '--out-file', file, '--default-schema', 'public', '--include-pattern', 'public.*'],
      ...['--type-only-imports', '--log-level', 'error'],
      ...['--type-mapping', JSON.stringify({ int8: 'bigint', date: 'string' })],
    ],
    { env: { ...process.env, DATABASE_URL: connectionString }, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return readFileSync(file, 'utf8')
}
