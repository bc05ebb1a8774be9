import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, visitor } from '#accounts/people'
import { dayMs, hourMs } from '#platform/clock'
import { type TestHouse, openTestCtx } from '#test/house'
import { countAnswer, flushCounts, readStatistics, statisticsInCsv, statisticsStores } from './index.ts'

const visit = { route: '/p/[id]/[[slug]]', method: 'GET', status: 200 }

describe('statistics', () => {
  let t: TestHouse
  let admin: Actor
  before(async () => {
    t = await openTestCtx({ stores: statisticsStores, roles: true })
    admin = {
      kind: 'member',
      status: 'active',
      roles: new Set(['admin']),
      via: { kind: 'session', strong: true },
    } as unknown as Actor
  })
  after(() => t.close())
  const count = (times: number, more: Partial<typeof visit> = {}): void => {
    for (let time = 0; time < times; time++) countAnswer(t.ctx, { ...visit, ...more })
  }

  test('are shown from ten on and not below, in the table and as CSV (promise: G-24)', async () => {
    const day = t.clock.now().toISOString().slice(0, 10)
    count(10)
    count(9, { route: '/search' })
    count(4, { route: '/settings/look', method: 'POST', status: 303 })
    await flushCounts(t.ctx)
    t.clock.advanceMs(2 * dayMs)
    const shown = await readStatistics(t.ctx, admin, { what: 'page' })
    assert.deepEqual(
      shown.rows.map(({ pattern }) => pattern),
      ['/p/[id]/[[slug]]'],
    )
    assert.equal(shown.rows[0]?.cells[shown.columns.indexOf(day)], 10)
    const csv = statisticsInCsv(shown)
    assert.match(csv, /^page,/)
    assert.match(csv, /\/p\/\[id\]\/\[\[slug\]\],.*<10.*,10,/)
    assert.doesNotMatch(csv, /,(0|9)[,\n]/)
    assert.deepEqual((await readStatistics(t.ctx, admin, { what: 'function' })).rows, [])
  })

  test('counts of several processes and of a write that failed first come together, each once', async () => {
    const day = t.clock.now().toISOString().slice(0, 10)
    const pool = t.database.pool
    count(7, { route: '/tags/[tag]' })
    await flushCounts(t.ctx)
    count(8, { route: '/tags/[tag]' })
    await pool.query('alter table privacy_statistics_days rename to privacy_statistics_away')
    await assert.rejects(flushCounts(t.ctx))
    await pool.query('alter table privacy_statistics_away rename to privacy_statistics_days')
    await flushCounts(t.ctx)
    t.clock.advanceMs(2 * dayMs)
    const { rows, columns } = await readStatistics(t.ctx, admin, { what: 'page' })
    assert.equal(rows.find(({ pattern }) => pattern === '/tags/[tag]')?.cells[columns.indexOf(day)], 15)
  })

  test('a day is not shown before it is over, and nothing is added to one that is', async () => {
    const day = t.clock.now().toISOString().slice(0, 10)
    count(20, { route: '/terms' })
    await flushCounts(t.ctx)
    const lacks = async (): Promise<boolean> =>
      (await readStatistics(t.ctx, admin, { what: 'page' })).rows.every(({ pattern }) => pattern !== '/terms')
    assert.equal(await lacks(), true)
    await assert.rejects(readStatistics(t.ctx, admin, { what: 'page', day }), { code: 'statistics-not-shown' })
    count(5, { route: '/terms' })
    t.clock.advanceMs(2 * dayMs)
    await flushCounts(t.ctx)
    const { rows } = await readStatistics(t.ctx, admin, { what: 'page' })
    assert.ok(rows.find(({ pattern }) => pattern === '/terms')?.cells.includes(20), 'the five came too late')
  })

  test('hours are those of one day, and hide what the sum of the day would tell', async () => {
    t.clock.advanceMs(dayMs - (t.clock.now().getTime() % dayMs))
    const day = t.clock.now().toISOString().slice(0, 10)
    for (const times of [12, 3, 40]) {
      count(times, { route: '/upload' })
      await flushCounts(t.ctx)
      t.clock.advanceMs(hourMs)
    }
    t.clock.advanceMs(2 * dayMs)
    const { rows, columns } = await readStatistics(t.ctx, admin, { what: 'page', day })
    assert.equal(columns.length, 24)
    assert.deepEqual(rows[0]?.cells.slice(0, 4), [null, null, 40, null])
  })

  test('are for admins alone', async () => {
    await assert.rejects(readStatistics(t.ctx, visitor, { what: 'page' }), { name: 'Refusal' })
  })

  test('hold nothing finer than an hour, and nothing by which a row could be joined with a person', async () => {
    await assert.rejects(
      sql`insert into privacy_statistics_hours values ('page', '/', '2026-01-01 10:00:01+00', 1)`.execute(t.ctx.db),
      { code: '23514' },
    )
    const { rows } = await t.database.pool.query<{ type: string }>(`
      select distinct data_type as type from information_schema.columns where table_name like 'privacy_statistics%' order by 1`)
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['bigint', 'date', 'text', 'timestamp with time zone'],
    )
  })
})
