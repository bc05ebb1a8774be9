import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { sourceWidth, variantWidths, widthGrid } from './grid.rules.ts'

const widths = fc.integer({ min: 1, max: 20_000 })

test('variants are on the grid or as wide as the picture, never wider, ascending and different', () => {
  fc.assert(
    fc.property(widths, (width) => {
      const made = variantWidths(width)
      assert.ok(made.length > 0)
      for (const step of made) assert.ok(step <= width && (step === width || widthGrid.includes(step)))
      assert.deepEqual(
        made,
        [...new Set(made)].sort((a, b) => a - b),
      )
    }),
  )
})

test('no step of the grid that a picture reaches is missing', () => {
  fc.assert(
    fc.property(widths, fc.constantFrom(...widthGrid), (width, step) => {
      assert.equal(variantWidths(width).includes(step), step <= width)
    }),
  )
})

test('a picture that the widest step does not cover has a variant of its own width', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2560 }), (width) => assert.equal(variantWidths(width).at(-1), width)))
  assert.equal(variantWidths(2561).at(-1), 2560)
})

test('a variant is made from a picture at least twice as wide, or from the widest there is', () => {
  fc.assert(
    fc.property(widths, fc.array(widths, { minLength: 1 }), (width, available) => {
      const from = sourceWidth(width, available)
      assert.ok(available.includes(from))
      assert.ok(from >= 2 * width || from === Math.max(...available))
    }),
  )
})
