import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, migrate, openDatabase, readMigrations } from '#platform/db'
import { prepareQueue } from '#platform/jobs'
import { openLog } from '#platform/log'
import { type Postgres, startPostgres } from '#platform/postgres'

/*
 * One real PostgreSQL for the whole run, and in it one migrated template, of which every test file gets a clone.
 * fsync is off here only: a test that needs a crash to be survived starts the product itself.
 *
 * Beside it the seed: a data folder as a first start leaves it, of which every product that is started gets a copy.
 */
const home = mkdtempSync(join(tmpdir(), 'vitrine-test-'))
const seed = mkdtempSync(join(tmpdir(), 'vitrine-seed-'))
const log = openLog({ level: 'warn' })
let postgres: Postgres | undefined

export async function globalSetup(): Promise<void> {
  const began = performance.now()
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  postgres = await startPostgres({ home, settings })
  const admin = openDatabase({ connection: { ...postgres.connection, database: 'postgres' }, connectionsMax: 1, log })
  await admin.pool.query('create database vitrine_template')
  await admin.close()
  await Promise.all([prepare({ ...postgres.connection, database: 'vitrine_template' }), makeSeed()])
  process.env['VITRINE_TEST_POSTGRES'] = JSON.stringify(postgres.connection)
  process.env['VITRINE_TEST_SEED'] = seed
  process.stdout.write(
    `# PostgreSQL, the template database and the seed: ${Math.round(performance.now() - began)} ms\n`,
  )
}

/** Makes a database as every start finds it: the queue and all migrations. */
async function prepare(connection: Connection): Promise<void> {
  const database = openDatabase({ connection, connectionsMax: 2, log })
  await prepareQueue(database.queuePool, log)
  await migrate(database.pool, readMigrations(join(import.meta.dirname, '../../migrations')))
  await database.close()
}

async function makeSeed(): Promise<void> {
  const server = await startPostgres({ home: seed })
  await prepare({ ...server.connection, database: 'postgres' })
  await server.stop()
}

export async function globalTeardown(): Promise<void> {
  await postgres?.stop()
  for (const folder of [home, seed]) rmSync(folder, { recursive: true, force: true })
}
