import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ratioRules, shapeOf } from './ratio.ts'

test('a tile differs from its picture by less than one part in a hundred', () => {
  for (let width = 400; width <= 3200; width += 7) {
    const shape = shapeOf(width, 1000)
    assert.equal(shape.inset, false)
    assert.ok(Math.abs(shape.ratio / (width / 1000) - 1) < 0.0101, `${width}`)
  }
})

test('a picture longer than any tile is shown whole inside one', () => {
  assert.equal(shapeOf(10_000, 100).inset, true)
  assert.equal(shapeOf(100, 10_000).inset, true)
})

test('every class a tile can have has a rule', () => {
  const rules = ratioRules()
  for (const [width, height] of [
    [1, 100],
    [100, 1],
    [3, 2],
    [1, 1],
  ] as const) {
    assert.ok(rules.includes(`.${shapeOf(width, height).className}{`))
  }
})
