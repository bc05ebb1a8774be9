import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { findPalette } from './palette.rules.ts'

type Pixel = readonly [number, number, number, number]
const byte = fc.integer({ min: 0, max: 255 })
const pixel = fc.tuple(byte, byte, byte, byte)
const pixels = fc.array(pixel, { maxLength: 300 })
const flat = (list: readonly Pixel[]): Uint8Array => Uint8Array.from(list.flat())
const hex = (colour: readonly number[]): string => `#${colour.map((v) => v.toString(16).padStart(2, '0')).join('')}`

test('a palette is at most six different colours, well written', () => {
  fc.assert(
    fc.property(pixels, (list) => {
      const palette = findPalette(flat(list))
      assert.ok(palette.length <= 6)
      assert.equal(new Set(palette).size, palette.length)
      for (const colour of palette) assert.match(colour, /^#[\da-f]{6}$/)
    }),
  )
})

test('a palette does not depend on the order of the pixels', () => {
  fc.assert(
    fc.property(pixels, fc.infiniteStream(fc.nat()), (list, keys) => {
      const shuffled = list.map((value) => ({ value, key: keys.next().value })).sort((a, b) => a.key - b.key)
      assert.deepEqual(findPalette(flat(shuffled.map(({ value }) => value))), findPalette(flat(list)))
    }),
  )
})

test('a picture of one colour has that colour, to the last bit', () => {
  fc.assert(
    fc.property(byte, byte, byte, fc.integer({ min: 1, max: 50 }), (r, g, b, count) => {
      assert.deepEqual(findPalette(flat(Array.from({ length: count }, () => [r, g, b, 255] as const))), [
        hex([r, g, b]),
      ])
    }),
  )
})

test('what cannot be seen has no colour', () => {
  fc.assert(
    fc.property(pixels, fc.array(pixel), (seen, unseen) => {
      const hidden = unseen.map(([r, g, b]) => [r, g, b, 0] as const)
      assert.deepEqual(findPalette(flat([...seen, ...hidden])), findPalette(flat(seen)))
    }),
  )
  assert.deepEqual(findPalette(flat([[255, 0, 0, 0]])), [])
  assert.deepEqual(findPalette(new Uint8Array()), [])
})

test('colours come by how much of the picture they fill, and those that look the same are one', () => {
  const area = (count: number, colour: Pixel): Pixel[] => Array.from({ length: count }, () => colour)
  const picture = [
    ...area(500, [250, 250, 250, 255]),
    ...area(300, [20, 60, 200, 255]),
    ...area(150, [200, 30, 20, 255]),
    ...area(100, [21, 61, 202, 255]),
    ...area(2, [0, 255, 0, 255]),
  ]
  const palette = findPalette(flat(picture))
  assert.equal(palette.length, 3)
  assert.deepEqual([palette[0], palette[2]], ['#fafafa', '#c81e14'])
  assert.match(palette[1] as string, /^#14 ?3c/)
})
