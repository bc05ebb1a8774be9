import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLog } from '#platform/log'
import { openMetrics } from '#platform/metrics'
import { slowPictureMs, tellDeveloped } from './tell-developed.ts'

const picture = {
  format: 'png',
  width: 4000,
  height: 3000,
  frames: 1,
  bytes: 9_000_000,
  stages: { read: 200, decode: 300, encode: 2000, facts: 100 },
} as const

test('a slow picture is told with its size and what took how long, and with nothing that says which it is', async () => {
  const lines: string[] = []
  const log = openLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  const metrics = openMetrics()
  tellDeveloped({ log, metrics }, picture, { durationMs: slowPictureMs - 1, storeMs: 100 })
  assert.deepEqual(lines, [], 'one that is quick enough is not')
  tellDeveloped({ log, metrics }, picture, { durationMs: slowPictureMs, storeMs: 100 })
  assert.equal(lines.length, 1)
  const { time: _, ...line } = JSON.parse(lines[0] ?? '') as Readonly<Record<string, unknown>>
  assert.deepEqual(line, {
    level: 'warn',
    msg: 'slow picture',
    durationMs: 3000,
    sizeBytes: 9_000_000,
    pixels: 12_000_000,
    format: 'png',
    stages: { read: 200, decode: 300, encode: 2000, facts: 100, store: 100, wait: 300 },
  })
  const { text } = await metrics.read()
  assert.match(text, /^vitrine_images_developed_total\{outcome="ready"\} 2$/m)
  assert.match(text, /^vitrine_images_developed_pixels_bucket\{le="12000000",format="png"\} 2$/m)
})
