import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openDatabase, readMigrations } from '#platform/db'
import { prepareQueue } from '#platform/jobs'
import { openLog } from '#platform/log'
import { type Postgres, startPostgres } from '#platform/postgres'

/*
 * One real PostgreSQL for the whole run, and in it one migrated template, of which every test file gets a clone.
 * fsync is off here only: a test that needs a crash to be survived starts the product itself.
 */
const home = mkdtempSync(join(tmpdir(), 'vitrine-test-'))
let postgres: Postgres | undefined

export async function globalSetup(): Promise<void> {
  const began = performance.now()
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  postgres = await startPostgres({ home, settings })
  const log = openLog({ level: 'warn' })
  const admin = openDatabase({ connection: { ...postgres.connection, database: 'postgres' }, connectionsMax: 1, log })
  await admin.pool.query('create database vitrine_template')
  await admin.close()
  const template = openDatabase({
    connection: { ...postgres.connection, database: 'vitrine_template' },
    connectionsMax: 2,
    log,
  })
  await prepareQueue(template.queuePool, log)
  await migrate(template.pool, readMigrations(join(import.meta.dirname, '../../migrations')))
  await template.close()
  process.env['VITRINE_TEST_POSTGRES'] = JSON.stringify(postgres.connection)
  process.stdout.write(`# PostgreSQL and the template database: ${Math.round(performance.now() - began)} ms\n`)
}

export async function globalTeardown(): Promise<void> {
  await postgres?.stop()
  rmSync(home, { recursive: true, force: true })
}
