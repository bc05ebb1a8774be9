import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { judgeTransparency } from './transparency.rules.ts'

test('the share is between none and all, and the more one sees through, the larger', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50_000_000 }), fc.nat(), fc.nat(), (pixels, a, b) => {
      const [less, more] = [a % (255 * pixels + 1), b % (255 * pixels + 1)].sort((x, y) => y - x) as [number, number]
      const [low, high] = [judgeTransparency(less, pixels), judgeTransparency(more, pixels)]
      assert.ok(low.share >= 0 && high.share <= 1 && low.share <= high.share)
      assert.ok(!(low.verdict === 'transparent' && high.verdict === 'opaque'))
    }),
  )
})

test('a full alpha channel is opaque, a stray pixel too, and a rounded corner is not', () => {
  assert.deepEqual(judgeTransparency(255 * 100, 100), { share: 0, verdict: 'opaque' })
  assert.equal(judgeTransparency(255 * 999_990, 1_000_000).verdict, 'opaque')
  assert.equal(judgeTransparency(255 * 990_000, 1_000_000).verdict, 'transparent')
  assert.deepEqual(judgeTransparency(0, 5), { share: 1, verdict: 'transparent' })
})
