import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { allStores, dataHolders } from '#app'
import { type Limit, type TableStore, storesOf } from '#declaration'
import { dayMs, hourMs, later } from '#platform/clock'
import { expire, overdue } from '#privacy/retention'
import { type TestHouse, openTestCtx } from '#test/house'

/*
 * Every limit that a declaration names is carried out. The rows are made from the database's own description of its
 * tables, so that a new table with a limit is part of this without another line, or makes it fail.
 */

const limited = storesOf(allStores, 'table').flatMap((store) =>
  Array.isArray(store.limits) ? (store.limits as readonly Limit[]).map((limit) => ({ store, limit })) : [],
)
const byRooms = storesOf(allStores, 'table').filter(({ limits }) => limits === 'room')

const root = join(import.meta.dirname, '../..')

/** Rooms that carry limits out themselves, and the test that shows it. */
const testsOfRooms: Readonly<Record<string, string>> = {
  'accounts/invitations': 'src/accounts/invitations/invitations.test.ts',
  'accounts/welcomes': 'src/accounts/welcomes/welcomes.test.ts',
  'accounts/organisations': 'src/accounts/organisations/close-organisation.test.ts',
  'ads/agreements': 'src/ads/agreements/agreements.test.ts',
  'ads/orders': 'src/ads/orders/orders.test.ts',
  'ads/creatives': 'src/ads/creatives/creatives.test.ts',
  'accounts/members': 'src/accounts/people/sign-up.test.ts',
  'library/images': 'src/library/images/journey.test.ts',
  'platform/blobs': 'src/platform/backup/backup.test.ts',
  'support/inbox': 'src/support/forms/forms.test.ts',
  'privacy/export': 'src/app/export.test.ts',
  'privacy/holds': 'src/privacy/holds/holds.test.ts',
}

let codes = 0
/** 26 letters that no other row has. */
const anotherCode = (): string => String.fromCharCode(97 + (codes++ % 26)).padEnd(26, 'a')

/** What cannot be read from the description: values that a check of several columns asks for, or one that is a pattern. */
const filling: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  accounts_addresses: { is_primary: false, verified_at: new Date('2020-01-01') },
  accounts_sessions: { proof: ['password'] },
  ads_publisher_troubles: { kind: 'payout', words: 'The bank sent it back.' },
  ads_sites: { host: 'www.example.org', code: anotherCode, state: 'retired' },
  privacy_erasures: { state: 'done' },
}

interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly defaulted: boolean
  /** The first value that a check of this column alone allows. */
  readonly allowed: string | null
}

suite('every declared limit', () => {
  let t: TestHouse
  before(async () => {
    t = await openTestCtx({ stores: allStores })
  })
  after(() => t.close())

  async function columnsOf(table: string): Promise<readonly Column[]> {
    const { rows } = await t.database.pool.query<Column>(
      `select a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
         (a.atthasdef or a.attidentity <> '' or a.attgenerated <> '') as defaulted,
         (select substring(pg_get_constraintdef(c.oid) from $$'([^']*)'::text$$) from pg_constraint c
          where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum] limit 1) as allowed
       from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
      [table],
    )
    return rows
  }

  /** A value of the type, another one each time. */
  function anyOf({ type, allowed }: Column): unknown {
    if (allowed !== null) return allowed
    switch (type) {
      case 'uuid':
        return t.ctx.chance
          .bytes(16)
          .toString('hex')
          .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
      case 'bytea':
        return t.ctx.chance.bytes(32)
      case 'text':
        return t.ctx.chance.bytes(32).toString('hex')
      case 'boolean':
        return false
      case 'timestamp with time zone':
      case 'date':
        return later(t.clock.now(), -hourMs)
      case 'jsonb':
        return '{}'
      default:
        return type.endsWith('[]') ? [] : 1
    }
  }

  /** Puts a row into a table whose limit counts from `instant`. Foreign keys are not asked: only this table matters. */
  async function put(store: TableStore, { after: counted, where = {} }: Limit, instant: Date): Promise<void> {
    const values = new Map<string, unknown>()
    for (const column of await columnsOf(store.name)) {
      if (!column.nullable && !column.defaulted) values.set(column.name, anyOf(column))
    }
    for (const [name, value] of Object.entries({ ...filling[store.name], ...where, [counted]: instant })) {
      values.set(name, typeof value === 'function' ? (value as () => unknown)() : value)
    }
    const names = [...values.keys()]
    const client = await t.database.pool.connect()
    try {
      await client.query('set session_replication_role = replica')
      await client.query(
        `insert into ${store.name} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
        [...values.values()],
      )
    } finally {
      await client.query('reset session_replication_role')
      client.release()
    }
  }
  const count = async (store: TableStore): Promise<number> =>
    (await t.database.pool.query(`select 1 from ${store.name}`)).rows.length

  test('is one of a table, and there are many', () => assert.ok(limited.length >= 10))

  for (const { store, limit } of limited) {
    test(`of ${store.name}, counted from ${limit.after}: what is past it goes, what is not stays (promise: G-116)`, async () => {
      await t.database.pool.query(`delete from ${store.name}`)
      const edge = later(t.clock.now(), -((limit.days ?? 0) * dayMs + (limit.hours ?? 0) * hourMs))
      // A day is no shorter than a day.
      await put(store, limit, later(edge, -2 * dayMs))
      await put(store, limit, later(edge, 2 * dayMs))
      assert.equal(await count(store), 2)
      assert.deepEqual(await overdue(t.ctx, [store]), [{ table: store.name, rows: 1 }], 'the control: it is there')
      await expire(t.ctx, [store], [])
      assert.equal(await count(store), 1)
      assert.deepEqual(await overdue(t.ctx, [store]), [])
      await t.database.pool.query(`delete from ${store.name}`)
    })
  }

  test('that a room carries out itself has a test there, and a room that does', () => {
    for (const { owner, name } of byRooms) {
      assert.ok(
        dataHolders.some((holder) => holder.owner === owner && holder.retain),
        name,
      )
      assert.ok(
        existsSync(join(root, testsOfRooms[owner] ?? 'nothing')),
        `${name}: name the test that shows that ${owner} carries its limit out`,
      )
    }
  })
})
