import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { doors } from '#app'
import { openDatabase } from '#platform/db'
import { type TestWire, openTestWire } from './wire.fixtures.ts'
import { openWire } from './open-wire.ts'

let wire: TestWire
before(async () => {
  wire = await openTestWire()
})
after(() => wire.close())

test('200: alive and ready, never kept', async () => {
  for (const [url, status] of [
    ['/healthz', 'alive'],
    ['/readyz', 'ready'],
  ] as const) {
    const answer = await wire.ask(url)
    assert.deepEqual([answer.statusCode, answer.json()], [200, { status }])
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.equal(answer.headers['set-cookie'], undefined)
  }
})

test('503: alive but not ready where the database does not answer', async () => {
  const { ctx } = wire.t
  const nowhere = openDatabase({ connection: { host: '/nonexistent' }, connectionsMax: 1, log: ctx.log })
  const server = await openWire({
    house: { ...doors, ctx: Object.create(ctx, { db: { value: nowhere.kysely } }) as typeof ctx },
    openSite: null,
  })
  assert.equal((await server.inject('/healthz')).statusCode, 200)
  const answer = await server.inject('/readyz')
  assert.deepEqual([answer.statusCode, answer.json()], [503, { status: 'unready' }])
  const page = await server.inject('/api/v1/images')
  assert.deepEqual([page.statusCode, page.json().code], [500, 'unexpected'])
  assert.doesNotMatch(page.body, /nonexistent/)
  await server.close()
  await nowhere.close()
})
