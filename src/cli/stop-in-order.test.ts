import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { type HttpServer, openHttp } from '#platform/http'
import { countAnswer, flushCounts, statisticsStores } from '#privacy/statistics'
import { type TestHouse, openTestCtx } from '#test/house'
import { type Stop, stopInOrder } from './stop-in-order.ts'

/** The stop itself is the same whatever its patience; an hour stands for the whole of a test. */
const patience = { underwayMs: 200, lastMs: 3_600_000 }

describe('a stop while somebody takes an answer and does not read it', () => {
  const ends: (() => Promise<unknown>)[] = []
  after(async () => {
    for (const end of ends.toReversed()) await end()
  })

  interface Stopping {
    readonly t: TestHouse
    readonly server: HttpServer
    readonly isCounted: () => Promise<boolean>
    /** Everything in the order of `vitrine start`; the database of the house ends last. */
    readonly steps: Stop
    readonly isEnded: () => boolean
  }

  /** A house that has counted an answer, and, where told, a reader who has begun to take one that never ends. */
  async function house(hasReader: boolean): Promise<Stopping> {
    const t = await openTestCtx({ stores: statisticsStores, roles: true })
    const server = openHttp({ log: t.ctx.log, chance: t.ctx.chance, onAnswered: (one) => countAnswer(t.ctx, one) })
    const line = Buffer.alloc(64 * 1024, 'x')
    server.get('/endless', (_request, reply) => reply.send(Readable.from(endless(line))))
    await server.open({ port: 0, host: '127.0.0.1' })
    const { port } = server.server.address() as AddressInfo
    const reader: Socket | null = hasReader ? connect(port, '127.0.0.1') : null
    ends.push(async () => {
      reader?.destroy()
      await server.close()
      await t.close()
    })
    countAnswer(t.ctx, { route: '/search', method: 'GET', status: 200 })
    if (reader) {
      reader.write('GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n')
      // The first bytes are there, and no more are taken.
      await once(reader, 'readable')
    }
    let isEnded = false
    const isCounted = async (): Promise<boolean> =>
      (await t.database.pool.query('select 1 from privacy_statistics_days where pattern = $1', ['/search'])).rows
        .length > 0
    const last = [() => flushCounts(t.ctx), async () => (isEnded = true)]
    return { t, server, isCounted, steps: { underway: [() => server.close()], last }, isEnded: () => isEnded }
  }

  test('writes down what was counted and ends the house all the same', async () => {
    const { steps, isCounted, isEnded } = await house(true)
    assert.equal(await isCounted(), false)
    await stopInOrder(steps, patience)
    assert.deepEqual([await isCounted(), isEnded()], [true, true])
  })

  test('is held up by that reader: as a step among the others the count is lost (negative control)', async () => {
    const { steps, isCounted, isEnded } = await house(true)
    await stopInOrder({ underway: [...steps.underway, ...steps.last], last: [] }, patience)
    assert.deepEqual([await isCounted(), isEnded()], [false, false])
  })

  test('waits for everything where nobody holds it up, and a step that fails keeps no other from being taken', async () => {
    const { steps, isCounted, isEnded } = await house(false)
    const fails = (): Promise<never> => Promise.reject(new Error('no'))
    await stopInOrder({ underway: [fails, ...steps.underway], last: [fails, ...steps.last] }, patience)
    assert.deepEqual([await isCounted(), isEnded()], [true, true])
  })
})

function* endless(line: Buffer): Generator<Buffer> {
  for (;;) yield line
}
