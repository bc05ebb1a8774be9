import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Database, openDatabase } from '#platform/db'
import { openLog } from '#platform/log'
import { openMetrics } from '#platform/metrics'
import { cloneDatabase } from '#test/house'
import { withoutValues } from './open.ts'

describe('slow queries', () => {
  const lines: string[] = []
  const log = openLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  const metrics = openMetrics()
  let database: Database
  before(async () => {
    database = openDatabase({ connection: await cloneDatabase(), connectionsMax: 2, log, metrics, slowQueryMs: 100 })
  })
  after(() => database.close())

  test('are told with their text and time, without a value, under the number of the request', async () => {
    await log.during({ requestId: 'r-1' }, () =>
      sql`select pg_sleep(${0.12}), ${'MARKER-VALUE'}::text, 'MARKER ''TEXT'''`.execute(database.kysely),
    )
    assert.equal(lines.length, 1)
    const line = JSON.parse(lines[0] ?? '') as Readonly<Record<string, unknown>>
    assert.deepEqual([line['msg'], line['requestId']], ['slow query', 'r-1'])
    assert.equal(line['sql'], "select pg_sleep($1), $2::text, '…'")
    assert.ok(Number(line['durationMs']) >= 100)
    assert.doesNotMatch(lines[0] ?? '', /MARKER/)
    assert.match((await metrics.read()).text, /^vitrine_database_slow_queries_total 1$/m)
  })

  test('are those past the limit and no others', async () => {
    lines.length = 0
    await sql`select pg_sleep(${0})`.execute(database.kysely)
    assert.deepEqual(lines, [])
    assert.match((await metrics.read()).text, /^vitrine_database_query_seconds_count 2$/m)
  })

  test('are one line each, however they are written, and not endless', () => {
    assert.equal(
      withoutValues(`select 1\n   from "t"\twhere a = 'it''s' and b = $1`),
      `select 1 from "t" where a = '…' and b = $1`,
    )
    assert.equal(withoutValues('x'.repeat(9000)).length, 2000)
  })
})
