import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, migrate, openDatabase, readMigrations } from '#platform/db'
import { prepareQueue } from '#platform/jobs'
import { openLog } from '#platform/log'
import { startPostgres } from '#platform/postgres'

/** Runs `work` on a database of its own, migrated from nothing by the migrations of `root`, and takes it down again. */
export async function onScratchDatabase<Out>(
  root: string,
  work: (database: Database, connectionString: string) => Promise<Out>,
): Promise<Out> {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-scratch-'))
  const postgres = await startPostgres({ home, settings: { fsync: 'off' } })
  const { host, port, user, password } = postgres.connection
  const database = openDatabase({
    connection: { ...postgres.connection, database: 'postgres' },
    connectionsMax: 4,
    log: openLog({ level: 'warn' }),
  })
  try {
    await prepareQueue(database.queuePool, openLog({ level: 'warn' }))
    await migrate(database.pool, readMigrations(join(root, 'migrations')))
    return await work(
      database,
      `postgres://${user}:${password}@/postgres?host=${encodeURIComponent(host)}&port=${port}`,
    )
  } finally {
    await database.close()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
