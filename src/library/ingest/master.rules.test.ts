import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { chooseMaster, isLosslessWebp } from './master.rules.ts'
import { limits } from './limits.ts'
import type { PictureFormat } from './picture.ts'
import { disc } from './ingest.fixtures.ts'

const formats: PictureFormat[] = ['png', 'jpeg', 'webp', 'gif', 'avif']
const sources = fc.record({
  format: fc.constantFrom(...formats),
  pixels: fc.integer({ min: 1, max: limits.maxPixels }),
  frames: fc.constantFrom(1, 1, 2, 500),
  hasAlpha: fc.boolean(),
  lossless: fc.boolean(),
})

test('a still picture that came without loss, or with alpha in AVIF, has a master without loss', () => {
  fc.assert(
    fc.property(sources, (source) => {
      const exact = source.format === 'png' || (source.format === 'webp' && source.lossless)
      if (source.frames > 1 || !(exact || (source.format === 'avif' && source.hasAlpha))) return
      assert.ok(chooseMaster(source).lossless)
    }),
  )
})

test('what moves has a master in a format that can move', () => {
  fc.assert(
    fc.property(sources, (source) => {
      if (source.frames === 1 || !['gif', 'webp'].includes(source.format)) return
      assert.ok(['gif', 'webp'].includes(chooseMaster(source).format))
    }),
  )
})

test('a picture of usual size keeps its format', () => {
  for (const format of formats) {
    const source = { format, pixels: 4_000_000, frames: 1, hasAlpha: true, lossless: format === 'webp' }
    assert.equal(chooseMaster(source).format, format)
  }
})

test('a WebP is lossless when all of it is', async () => {
  assert.equal(isLosslessWebp(await disc(40).webp({ lossless: true }).toBuffer()), true)
  assert.equal(isLosslessWebp(await disc(40).webp().toBuffer()), false)
  assert.equal(isLosslessWebp(await disc(40).webp({ lossless: true }).withXmp('<x/>').toBuffer()), true)
})

test('any bytes are looked through to their end', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void isLosslessWebp(Buffer.from(bytes))))
})
