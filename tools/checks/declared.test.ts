import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Store, table } from '#declaration'
import { allStores, whatIsThere } from '#app'
import { type Database, openDatabase } from '#platform/db'
import { openLog } from '#platform/log'
import { UndeclaredData, requireDeclared } from '#privacy/data-map'
import { cloneDatabase } from '#test/house'
import { checkDeclared } from './declared.ts'

const root = join(import.meta.dirname, '../..')

describe('the check that everything is declared', () => {
  let database: Database
  before(async () => {
    database = openDatabase({ connection: await cloneDatabase(), connectionsMax: 2, log: openLog({ level: 'silent' }) })
  })
  after(() => database.close())
  const found = async (stores: readonly Store[] = allStores): Promise<string> =>
    (await checkDeclared(database, stores, root)).join('\n')

  test('finds nothing in the project as it is (promise: G-02)', async () => {
    assert.equal(await found(), '')
  })

  const planted = [
    [
      'a column',
      'alter table library_images add column camera text',
      'alter table library_images drop column camera',
      'library_images.camera is in the database and not',
    ],
    [
      'a table',
      'create table library_notes (id int)',
      'drop table library_notes',
      'library_notes is in the database and not',
    ],
    [
      'a view',
      'create view library_people as select username from accounts_people',
      'drop view library_people',
      'library_people is in the database and not',
    ],
    [
      'a materialised view',
      'create materialized view library_copy as select 1 as id',
      'drop materialized view library_copy',
      'library_copy is in the database and not',
    ],
    [
      'a table in another schema',
      'create schema hidden create table hidden.people (email text)',
      'drop schema hidden cascade',
      'hidden.people is in the database and not',
    ],
    [
      'a partition',
      'create table library_days (d date) partition by range (d)',
      'drop table library_days',
      'library_days is in the database and not',
    ],
  ] as const
  for (const [what, make, undo, says] of planted) {
    test(`fails on ${what} that is not on the data map, and so does the start`, async () => {
      await database.pool.query(make)
      assert.match(await found(), new RegExp(says.replace('.', '\\.')))
      const there = await whatIsThere(database)
      assert.throws(() => requireDeclared(allStores, there), UndeclaredData)
      await database.pool.query(undo)
    })
  }

  test('fails on what is declared and not there, declared twice, or under a foreign name', async () => {
    const [some] = allStores.filter((store) => store.kind === 'table')
    assert.ok(some)
    const { kind: _, ...rest } = some
    assert.match(
      await found([...allStores, table({ ...rest, name: 'platform_nowhere' })]),
      /platform_nowhere is on the data map and not in the database/,
    )
    assert.match(await found([...allStores, some]), /is declared twice/)
    assert.match(
      await found([...allStores, table({ ...rest, owner: 'library/images', name: 'platform_x' })]),
      /does not begin with the wing/,
    )
    const [, ...without] = allStores
    assert.notEqual(await found(without), '')
  })

  test('an incomplete declaration does not compile', () => {
    const complete = {
      owner: 'library/images',
      name: 'library_x',
      label: 'X',
      subject: 'none',
      purposes: ['site.operate'],
      basis: 'none',
      audience: 'nobody',
      retention: { kind: 'while-account' },
      erase: 'keep',
    } as const
    // @ts-expect-error a column without a reason
    table({ ...complete, columns: { a: { category: 'content.fact', identifies: 'no', label: 'A' } } })
    // @ts-expect-error a purpose that does not exist
    table({ ...complete, purposes: ['advertising'], columns: {} })
    // @ts-expect-error no purpose at all
    table({ ...complete, purposes: [], columns: {} })
    assert.ok(true)
  })
})
