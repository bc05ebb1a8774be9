import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { isUnder13 } from './index.ts'

suite('the age question (promise: G-37)', () => {
  const cases: readonly (readonly [number, number, string, boolean])[] = [
    [2013, 1, '2026-01-05T09:00:00Z', true],
    [2013, 1, '2026-01-31T12:00:00Z', true],
    [2013, 1, '2026-01-31T23:59:59.999Z', true],
    [2013, 1, '2026-02-01T00:00:00Z', false],
    [2012, 12, '2025-12-31T23:59:59.999Z', true],
    [2012, 12, '2026-01-01T00:00:00Z', false],
    [2012, 2, '2025-02-28T23:00:00Z', true],
    [2012, 2, '2025-03-01T00:00:00Z', false],
    [2025, 6, '2026-01-05T09:00:00Z', true],
    [2099, 6, '2026-01-05T09:00:00Z', true],
    [1900, 1, '2026-01-05T09:00:00Z', false],
  ]
  for (const [year, month, now, under] of cases) {
    test(`born ${year}-${month}, asked at ${now}: ${under ? 'may be under 13' : 'is 13'}`, () => {
      assert.equal(isUnder13(year, month, new Date(now)), under)
    })
  }

  test('whoever is 13 at one moment is so at every later one, and in doubt the later birthday counts', () => {
    for (let month = 1; month <= 12; month++) {
      let was = true
      for (let day = 0; day < 800; day++) {
        const now = new Date(Date.UTC(2025, 0, 1 + day))
        const under = isUnder13(2013, month, now)
        assert.ok(was || !under)
        const lastPossibleBirthday = new Date(Date.UTC(2026, month, 0))
        if (now < lastPossibleBirthday) assert.equal(under, true)
        was = under
      }
      assert.equal(was, false)
    }
  })
})
