import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blocksOf } from './rows.ts'

const layout = { width: 1000, rowHeight: 200, gap: 10 }

test('a row is closed before the tile that does not fit, and grows to the full width', () => {
  // Two squares and a 2:1 need 200 + 10 + 200 + 10 + 400; another 1:1 still fits (1,030 does not).
  const [block] = blocksOf([1, 1, 2, 1], layout, 1)
  assert.deepEqual({ start: block!.start, end: block!.end }, { start: 0, end: 3 })
  assert.equal(block!.height, 980 / 4)
})

test('every tile is in exactly one block, in source order, and only the last block is short', () => {
  const ratio = fc.double({ min: 0.4, max: 3.2, noNaN: true })
  fc.assert(
    fc.property(fc.array(ratio, { maxLength: 300 }), fc.integer({ min: 280, max: 2560 }), (ratios, width) => {
      const blocks = blocksOf(ratios, { width, rowHeight: 220, gap: 8 }, 40)
      let next = 0
      for (const [index, block] of blocks.entries()) {
        assert.equal(block.start, next)
        assert.ok(block.height > 0)
        if (index < blocks.length - 1) assert.ok(block.end - block.start >= 40)
        next = block.end
      }
      assert.equal(next, ratios.length)
    }),
  )
})

test('20,000 tiles are cut in well under a frame', () => {
  const ratios = Array.from({ length: 20_000 }, (_, index) => 0.5 + (index % 7) / 3)
  const from = performance.now()
  blocksOf(ratios, layout, 40)
  assert.ok(performance.now() - from < 100)
})
