import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { daysShown, countedAs, isInTime } from './counted.rules.ts'
import { floor, shownCount, shownParts } from './floor.rules.ts'

describe('the floor under statistics', () => {
  test('a figure below ten is not shown, nought neither (promise: G-24)', () => {
    assert.deepEqual([0, 1, 9, 10, 11].map(shownCount), [null, null, null, 10, 11])
  })

  test('a part that could be worked out from the sum and the other parts is not shown (promise: G-24)', () => {
    assert.deepEqual(shownParts([3, 20, 30]), [null, null, 30], 'else 53 − 20 − 30 would tell the 3')
    assert.deepEqual(shownParts([12, 20, 30]), [12, 20, 30])
    assert.deepEqual(shownParts([12, 0, 0]), [null, null, null])
    assert.deepEqual(shownParts([6, 7, 40]), [null, null, 40], 'together they are 13')
  })

  test('whatever the parts: what is hidden comes to ten together, or everything is hidden (promise: G-24)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 24 }), (parts) => {
        const shown = shownParts(parts)
        for (const [index, cell] of shown.entries())
          assert.ok(cell === null || (cell >= floor && cell === parts[index]))
        const hidden = parts.filter((_, index) => shown[index] === null)
        const sum = hidden.reduce((all, times) => all + times, 0)
        assert.ok(hidden.length === 0 || sum >= floor || hidden.length === parts.length)
      }),
    )
  })

  test('only days that are over and grow no more are shown', () => {
    assert.equal(daysShown(new Date('2026-03-02T00:59:59Z'))[0], '2026-02-28')
    assert.equal(daysShown(new Date('2026-03-02T01:00:00Z'))[0], '2026-03-01')
    assert.equal(daysShown(new Date('2026-03-02T01:00:00Z')).length, 14)
    const hour = new Date('2026-03-01T23:00:00Z')
    assert.equal(isInTime(hour, new Date('2026-03-02T00:29:59Z')), true)
    assert.equal(isInTime(hour, new Date('2026-03-02T00:30:00Z')), false, 'half an hour before it is shown')
  })

  for (const [route, method, status, expected] of [
    ['/p/[id]/[[slug]]', 'GET', 200, 'page /p/[id]/[[slug]]'],
    ['/settings/profile', 'POST', 303, 'function POST /settings/profile'],
    ['/p/[id]/[[slug]]', 'GET', 404, null],
    ['/p/[id]/[[slug]]', 'HEAD', 200, null],
    ['/sign-in', 'GET', 303, null],
    ['none', 'GET', 200, null],
    ['/*', 'GET', 200, null],
    ['/staff/outbox', 'GET', 200, null],
    ['/healthz', 'GET', 200, null],
  ] as const) {
    test(`${method} ${route} with ${status} counts as ${expected ?? 'nothing'}`, () => {
      const found = countedAs({ route, method, status })
      assert.equal(found && `${found.what} ${found.pattern}`, expected)
    })
  }
})
