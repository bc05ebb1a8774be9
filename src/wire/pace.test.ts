import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#platform/refusal'
import { keepPace } from './pace.ts'

async function* drip(bytes: number, everyMs: number, times: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < times; sent += 1) {
    yield Buffer.alloc(bytes)
    await sleep(everyMs)
  }
}
async function passed(source: AsyncGenerator<Buffer>, pace: Parameters<typeof keepPace>[0]): Promise<number> {
  let bytes = 0
  await pipeline(Readable.from(source), keepPace(pace), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) bytes += chunk.length
  })
  return bytes
}

describe('the pace of an upload', () => {
  test('a sender that only drips is ended after a while', async () => {
    const dripping = passed(drip(1, 10, 1000), { bytesPerSecondMin: 2_000, graceMs: 60 })
    await assert.rejects(dripping, (error) => error instanceof Refusal && error.status === 408)
  })

  test('one that is quick enough is not, and a slow start does not count', async () => {
    assert.equal(await passed(drip(1000, 10, 20), { bytesPerSecondMin: 2_000, graceMs: 20 }), 20_000)
    assert.equal(await passed(drip(1, 5, 5), { bytesPerSecondMin: 2_000, graceMs: 2000 }), 5)
  })
})
