import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readPixelFacts, type Pixels } from './pixel-hash.rules.ts'

const rgba = (width: number, height: number): fc.Arbitrary<Pixels> =>
  fc
    .uint8Array({ minLength: 4 * width * height, maxLength: 4 * width * height })
    .map((data) => ({ data, channels: 4, width, height, frames: 1 }))
const picture = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).chain(([w, h]) => rgba(w, h))
const hashOf = (pixels: Pixels): string => readPixelFacts(pixels).pixelHash

test('colours under full transparency do not count, any other change does', () => {
  fc.assert(
    fc.property(picture, fc.nat(), fc.integer({ min: 1, max: 255 }), (pixels, place, change) => {
      const at = place % pixels.data.length
      const data = Uint8Array.from(pixels.data)
      data[at] = ((data[at] as number) + change) % 256
      const unseen = at % 4 !== 3 && pixels.data[at | 3] === 0
      assert.equal(hashOf({ ...pixels, data }) === hashOf(pixels), unseen)
    }),
  )
})

test('pixels are not altered by looking at them, and looking twice gives the same', () => {
  fc.assert(
    fc.property(picture, (pixels) => {
      const before = Uint8Array.from(pixels.data)
      assert.deepEqual(readPixelFacts(pixels), readPixelFacts(pixels))
      assert.deepEqual(pixels.data, before)
    }),
  )
})

test('a full alpha channel counts like none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (rgb) => {
      const data = Uint8Array.from({ length: 16 }, (_, at) =>
        at % 4 === 3 ? 255 : (rgb[(at >> 2) * 3 + (at % 4)] as number),
      )
      const size = { width: 2, height: 2, frames: 1 }
      assert.deepEqual(
        readPixelFacts({ data: rgb, channels: 3, ...size }),
        readPixelFacts({ data, channels: 4, ...size }),
      )
      assert.equal(readPixelFacts({ data: rgb, channels: 3, ...size }).opaque, true)
    }),
  )
})

test('the same samples in another shape are another picture', () => {
  const data = new Uint8Array(48).fill(7)
  const shapes = [
    [12, 1, 1],
    [1, 12, 1],
    [6, 2, 1],
    [6, 1, 2],
  ] as const
  const hashes = shapes.map(([width, height, frames]) => hashOf({ data, channels: 4, width, height, frames }))
  assert.equal(new Set(hashes).size, shapes.length)
})

test('the alpha of a picture larger than one strip is added up whole', () => {
  const width = 65_536 + 3
  const data = new Uint8Array(4 * width).fill(200)
  const { alphaSum, opaque } = readPixelFacts({ data, channels: 4, width, height: 1, frames: 1 })
  assert.deepEqual([alphaSum, opaque], [200 * width, false])
})
