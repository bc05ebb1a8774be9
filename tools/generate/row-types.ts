import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const file = 'src/platform/db/tables.generated.ts'

/** Writes the row types of every table, as the migrated database has them. */
export function writeRowTypes(root: string, connectionString: string): void {
  execFileSync(
    join(root, 'node_modules/.bin/kysely-codegen'),
    [
      ...['--dialect', 'postgres', '--out-file', join(root, file), '--default-schema', 'public'],
      ...['--include-pattern', 'public.*', '--type-only-imports', '--log-level', 'error'],
      ...['--type-mapping', JSON.stringify({ int8: 'bigint', date: 'string' })],
    ],
    { env: { ...process.env, DATABASE_URL: connectionString }, stdio: ['ignore', 'inherit', 'inherit'] },
  )
}
