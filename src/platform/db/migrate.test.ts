import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Database, MigrationProblem, migrate, openDatabase, readMigrations } from '#platform/db'
import { openLog } from '#platform/log'
import { emptyDatabase } from '#test/house'

describe('migrations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-migrations-'))
  const put = (name: string, sql: string): void => writeFileSync(join(folder, name), sql)
  let one: Database
  let other: Database

  before(async () => {
    const connection = await emptyDatabase()
    const log = openLog({ level: 'silent' })
    one = openDatabase({ connection, connectionsMax: 2, log })
    other = openDatabase({ connection, connectionsMax: 2, log })
    put('0001_first.sql', 'create table platform_first (id int primary key);')
    put('0002_second.sql', 'create table platform_second (id int primary key);')
  })
  after(async () => {
    await one.close()
    await other.close()
    rmSync(folder, { recursive: true })
  })

  test('two processes that start at once apply each file once', async () => {
    const files = readMigrations(folder)
    const applied = await Promise.all([migrate(one.pool, files), migrate(other.pool, files)])
    assert.deepEqual(applied.flat().sort(), ['0001_first', '0002_second'])
    assert.deepEqual(await migrate(one.pool, files), [])
  })

  test('a file that fails leaves nothing of itself and the ones before it in place', async () => {
    put('0003_broken.sql', 'create table platform_third (id int); select * from nowhere;')
    await assert.rejects(migrate(one.pool, readMigrations(folder)), /0003_broken/)
    const { rows } = await one.pool.query(
      "select to_regclass('platform_third') as third, to_regclass('platform_second') as second",
    )
    assert.equal(rows[0].third, null)
    assert.equal(rows[0].second, 'platform_second')
    put('0003_broken.sql', 'create table platform_third (id int);')
    assert.deepEqual(await migrate(one.pool, readMigrations(folder)), ['0003_broken'])
  })

  test('an applied file that has changed is refused by name', async () => {
    put('0002_second.sql', 'create table platform_second (id bigint primary key);')
    await assert.rejects(migrate(one.pool, readMigrations(folder)), (error) => {
      assert.ok(error instanceof MigrationProblem)
      assert.match(error.message, /0002_second\.sql has changed/)
      return true
    })
  })

  test('a database that is ahead of the program is refused', async () => {
    await assert.rejects(migrate(one.pool, readMigrations(folder).slice(0, 1)), /does not know/)
  })

  test('a gap in the numbers is refused', () => {
    put('0005_gap.sql', 'select 1;')
    assert.throws(() => readMigrations(folder), /should begin with 0004_/)
  })
})
