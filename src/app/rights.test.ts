import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Pool, type PoolClient, Pool as ConnectionPool } from 'pg'
import { type Consumer, consumers, grantsOf, rightDisagreements, rightInWords, storesOf } from '#declaration'
import { connectionAs, findRights, keepRoles, rolesInSql } from '#platform/db'
import { type TestHouse, openTestCtx } from '#test/house'
import { allStores } from './stores.ts'

/** Asked of PostgreSQL itself, as the role. `permission denied` is 42501. */
async function isDenied(pool: Pool | PoolClient, sql: string): Promise<boolean> {
  try {
    await pool.query(sql)
    return false
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return true
    throw new Error(sql, { cause: error })
  }
}

describe('rights in the database', () => {
  let t: TestHouse
  const as = new Map<Consumer, Pool>()
  before(async () => {
    t = await openTestCtx({ stores: allStores, roles: true })
    for (const consumer of consumers) {
      const role = t.roleNames?.[consumer] ?? ''
      as.set(
        consumer,
        new ConnectionPool({ ...connectionAs(t.connection, role, String(t.connection.password)), max: 1 }),
      )
    }
  })
  after(async () => {
    for (const pool of as.values()) await pool.end()
    await t.close()
  })
  const poolOf = (consumer: Consumer): Pool => as.get(consumer) ?? assert.fail()

  test('every column of every table is read by exactly the roles for which it is declared (promises: G-16, G-76, G-88)', async () => {
    const granted = new Set(grantsOf(allStores).map(rightInWords))
    const asked = { allowed: 0, denied: 0 }
    for (const who of consumers) {
      for (const { name, columns } of storesOf(allStores, 'table')) {
        for (const column of Object.keys(columns)) {
          const may = [null, column].some((one) =>
            granted.has(rightInWords({ who, right: 'select', on: name, column: one })),
          )
          const denied = await isDenied(poolOf(who), `select "${column}" from ${name} limit 0`)
          assert.equal(denied, !may, `${who} reads ${name}.${column}`)
          asked[denied ? 'denied' : 'allowed']++
        }
      }
      for (const { name, tables } of storesOf(allStores, 'schema')) {
        for (const [table, { columns }] of Object.entries(tables)) {
          const may = granted.has(rightInWords({ who, right: 'select', on: `${name}.${table}`, column: null }))
          for (const column of columns) {
            assert.equal(
              await isDenied(poolOf(who), `select "${column}" from ${name}.${table} limit 0`),
              !may,
              `${who} ${table}`,
            )
          }
        }
      }
    }
    assert.ok(asked.allowed > 150 && asked.denied > 250, JSON.stringify(asked))
  })

  test('rows are written by exactly the roles for which that is declared, and none can make, change or empty a table', async () => {
    const granted = new Set(grantsOf(allStores).map(rightInWords))
    for (const who of consumers) {
      const client = await poolOf(who).connect()
      for (const { name, columns } of storesOf(allStores, 'table')) {
        const [column = ''] = Object.keys(columns)
        for (const [right, sql] of [
          ['insert', `insert into ${name} select * from ${name} where false`],
          ['update', `update ${name} set "${column}" = null where false`],
          ['delete', `delete from ${name} where false`],
        ] as const) {
          // Neither reads a column, so that only the right to write is asked.
          const bare = right === 'insert' ? `insert into ${name} ("${column}") select null where false` : sql
          const may = granted.has(rightInWords({ who, right, on: name, column: null }))
          await client.query('begin')
          const denied = await isDenied(client, bare).catch(() => false)
          await client.query('rollback')
          assert.equal(denied, !may, `${who}: ${bare}`)
        }
        for (const sql of [`truncate ${name}`, `alter table ${name} add column x int`, `drop table ${name}`]) {
          assert.equal(await isDenied(client, sql), true, `${who}: ${sql}`)
        }
      }
      for (const sql of [
        'create table library_more (id int)',
        'create temporary table some_people (id int)',
        'create function f() returns int language sql as $$ select 1 $$',
        'create role another',
        `set role "${String(t.connection.user)}"`,
        'copy (select 1) to program $$true$$',
        ...consumers.filter((other) => other !== who).map((other) => `set role "${t.roleNames?.[other] ?? ''}"`),
      ]) {
        assert.equal(await isDenied(client, sql), true, `${who}: ${sql}`)
      }
      client.release()
    }
  })

  test('a right that nobody declared is found, to whomever it was given; declared ones that are gone too', async () => {
    const found = async (): Promise<string[]> =>
      rightDisagreements(allStores, await findRights(t.ctx.db)).map(({ problem, name }) => `${problem} ${name}`)
    assert.deepEqual(await found(), [])
    const role = `"${t.roleNames?.statistics ?? ''}"`
    for (const [up, down, expected] of [
      [
        `grant select (username) on accounts_people to ${role}`,
        `revoke all on accounts_people from ${role}`,
        'undeclared-right statistics: select accounts_people.username',
      ],
      [
        'grant select on accounts_people to public',
        'revoke all on accounts_people from public',
        'undeclared-right everybody: select accounts_people',
      ],
      [
        'grant update on accounts_people to pg_monitor',
        'revoke all on accounts_people from pg_monitor',
        'undeclared-right role pg_monitor: update accounts_people',
      ],
      [
        `grant pg_read_all_data to ${role}`,
        `revoke pg_read_all_data from ${role}`,
        'undeclared-right statistics: act as pg_read_all_data',
      ],
      [
        `alter role ${role} bypassrls`,
        `alter role ${role} nobypassrls`,
        'undeclared-right statistics: be above policies of rows',
      ],
      [
        'grant create on schema public to public',
        'revoke create on schema public from public',
        'undeclared-right everybody: create in schema public',
      ],
      [
        'alter default privileges in schema public grant select on tables to public',
        'alter default privileges in schema public revoke select on tables from public',
        'undeclared-right everybody: select by default tables',
      ],
      [
        `revoke select on library_images from "${t.roleNames?.house ?? ''}"`,
        `grant select on library_images to "${t.roleNames?.house ?? ''}"`,
        'missing-right house: select library_images',
      ],
    ] as const) {
      await t.database.pool.query(up)
      assert.deepEqual(await found(), [expected])
      await t.database.pool.query(down)
      assert.deepEqual(await found(), [], down)
    }
  })

  test('what a role was given besides is taken away at the next start, also by several at once', async () => {
    const role = `"${t.roleNames?.statistics ?? ''}"`
    await t.database.pool.query(`grant all on accounts_people to ${role}; grant select on library_images to ${role}`)
    const options = { pool: t.database.pool, grants: grantsOf(allStores), secret: String(t.connection.password) }
    assert.equal(
      await isDenied(poolOf('statistics'), 'select id from accounts_people limit 0'),
      false,
      'the negative control',
    )
    await Promise.all([keepRoles(options), keepRoles(options), keepRoles(options)])
    assert.equal(await isDenied(poolOf('statistics'), 'select id from accounts_people limit 0'), true)
    assert.deepEqual(rightDisagreements(allStores, await findRights(t.ctx.db)), [])
  })

  test('a declaration that changes changes the rights', async () => {
    const without = allStores.filter(({ name }) => name !== 'library_search_tags')
    const options = { pool: t.database.pool, secret: String(t.connection.password) }
    const tags = 'select tag from library_search_tags limit 0'
    assert.equal(await isDenied(poolOf('ads'), tags), false)
    await keepRoles({ ...options, grants: grantsOf(without) })
    assert.equal(await isDenied(poolOf('ads'), tags), true)
    await keepRoles({ ...options, grants: grantsOf(allStores) })
    assert.equal(await isDenied(poolOf('ads'), tags), false)
  })

  test('a user who may not make roles is told the SQL; once it was run, they serve with SET ROLE', async () => {
    const { pool } = t.database
    const owner = `owner_${process.pid}`
    await pool.query(`create role ${owner} login password 'not-a-secret'`)
    const mine = await openTestCtx({ stores: allStores })
    const url = { ...mine.connection, user: owner, password: 'not-a-secret' }
    const database = String(mine.connection.database)
    await mine.database.pool.query(`alter database ${database} owner to ${owner}`)
    await mine.database.pool.query(`do $$ declare one record; begin
      for one in select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker') loop
        execute 'alter table ' || one.name || ' owner to ${owner}';
      end loop; end $$;
      alter schema graphile_worker owner to ${owner}; alter view graphile_worker.jobs owner to ${owner}`)
    const theirs = new ConnectionPool({ ...url, max: 1 })
    const options = { pool: theirs, grants: grantsOf(allStores) }
    const told = await keepRoles(options)
    assert.ok(!told.there)
    assert.match(told.sql, /create role "vitrine_statistics_/)
    await pool.query(told.sql)
    const made = await keepRoles(options)
    assert.ok(made.there)
    assert.equal(told.sql, rolesInSql(made.names, owner))
    const reader = new ConnectionPool({ ...connectionAs(url, made.names.statistics, undefined), max: 1 })
    assert.equal(await isDenied(reader, 'select id from accounts_people limit 0'), true)
    const house = new ConnectionPool({ ...connectionAs(url, made.names.house, undefined), max: 1 })
    assert.equal(await isDenied(house, 'select id from accounts_people limit 0'), false)
    assert.equal(await isDenied(house, 'drop table accounts_people'), true)
    for (const one of [reader, house, theirs]) await one.end()
    await mine.close()
  })
})
