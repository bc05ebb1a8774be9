import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'

export interface Migration {
  /** The file's name without `.sql`, for example `0001_house`. */
  readonly name: string
  readonly sql: string
  /** SHA-256 of the file, hex. */
  readonly checksum: string
}

/** The files and the database disagree in a way that a machine must not repair. The message says what to do. */
export class MigrationProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationProblem'
  }
}

/** Reads the migrations of a folder, in order; refuses names that leave the order open. */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  return names.map((file, index) => {
    const number = String(index + 1).padStart(4, '0')
    if (!file.startsWith(`${number}_`)) {
      throw new MigrationProblem(`migrations/${file} should begin with ${number}_: the numbers run without a gap.`)
    }
    const sql = readFileSync(join(folder, file), 'utf8')
    return { name: file.slice(0, -4), sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** Any number of processes may start at once; this lock lets one of them migrate. The number is arbitrary and fixed. */
const lockKey = 7_461_726_963

/**
 * Brings the database up to the last migration. Each file runs in a transaction of its own together with its entry, so
 * that a crash leaves it either done or not begun.
 *
 * @returns the names that were applied now
 * @throws MigrationProblem where an applied file has changed, or the database is ahead of this program
 */
export async function migrate(pool: Pool, migrations: readonly Migration[]): Promise<readonly string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(`create table if not exists platform_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default clock_timestamp())`)
    const applied = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from platform_migrations order by name',
    )
    applied.rows.forEach((row, index) => {
      const file = migrations[index]
      if (!file || file.name !== row.name) {
        throw new MigrationProblem(
          `The database has had migration ${row.name}, which this version of Vitrine does not know. ` +
            'Start the newer version that made it, or restore the backup taken before the upgrade.',
        )
      }
      if (file.checksum !== row.checksum) {
        throw new MigrationProblem(
          `migrations/${row.name}.sql has changed since it was applied. Put the file back as it was; ` +
            'a change of the schema is a new file.',
        )
      }
    })
    const waiting = migrations.slice(applied.rows.length)
    for (const migration of waiting) {
      try {
        await client.query('begin')
        await client.query(migration.sql)
        await client.query('insert into platform_migrations (name, checksum) values ($1, $2)', [
          migration.name,
          migration.checksum,
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migrations/${migration.name}.sql failed; nothing of it was kept`, { cause: error })
      }
    }
    return waiting.map((migration) => migration.name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => {})
    client.release()
  }
}
