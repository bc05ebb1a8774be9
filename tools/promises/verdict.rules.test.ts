import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Ending } from './report-lines.ts'
import { failedOf, notNoticed, notPassed } from './verdict.rules.ts'

const named = 'a.test.ts › is kept' as const
const ended = (name: string, more: Partial<Ending> = {}): Ending => ({
  name,
  nesting: 0,
  passed: true,
  skipped: false,
  ...more,
})
const asserted = { passed: false, because: 'assertion' } as const
const crashed = { passed: false, because: 'other', words: 'hookFailed: no such folder' } as const

suite('a test of a promise', () => {
  const cases: readonly (readonly [string, readonly Ending[], RegExp | null])[] = [
    ['passed', [ended('it is kept')], null],
    ['did not run', [], /did not run/],
    ['is another', [ended('something else')], /did not run/],
    ['failed', [ended('it is kept', asserted)], /failed/],
    ['was skipped', [ended('it is kept', { skipped: true })], /skipped/],
    ['is a suite of which all passed', [ended('one', { nesting: 1 }), ended('it is kept')], null],
    ['is a suite of which one failed', [ended('one', { nesting: 1, ...asserted }), ended('it is kept')], /one/],
    ['is a suite of which one was skipped', [ended('one', { nesting: 1, skipped: true }), ended('it is kept')], /one/],
    ['is made by a loop, and one failed', [ended('it is kept, once'), ended('it is kept, twice', asserted)], /twice/],
    ['passed beside another that failed', [ended('other', asserted), ended('it is kept')], null],
  ]
  for (const [what, endings, because] of cases) {
    test(what, () => {
      const found = notPassed(endings, named)
      if (because) assert.match(found ?? '', because)
      else assert.equal(found, null)
    })
  }
})

test('of a file that ran whole, whatever failed is told once, and one of which nothing ran too', () => {
  const within = ended('a suite', { passed: false, because: 'within' })
  assert.deepEqual(failedOf([ended('one'), ended('other')]), [])
  assert.deepEqual(failedOf([ended('one', { ...crashed, nesting: 1 }), within]), [
    '“one” failed: hookFailed: no such folder',
  ])
  assert.deepEqual(failedOf([]), ['nothing of it ran'])
})

suite('a planted breach', () => {
  const cases: readonly (readonly [string, readonly Ending[], RegExp | null])[] = [
    ['is noticed by an assertion', [ended('it is kept', asserted)], null],
    [
      'is noticed by an assertion within a suite',
      [ended('one', { nesting: 1, ...asserted }), ended('it is kept', { passed: false, because: 'within' })],
      null,
    ],
    ['is not noticed', [ended('it is kept')], /passed all the same/],
    ['is not noticed where nothing ran', [], /did not run/],
    ['is not noticed by a test that broke', [ended('it is kept', crashed)], /another reason.*no such folder/],
    [
      'is not noticed by an assertion where the run broke too',
      [ended('one', { nesting: 1, ...asserted }), ended('it is kept', crashed)],
      /another reason/,
    ],
  ]
  for (const [what, endings, because] of cases) {
    test(what, () => {
      const found = notNoticed(endings, named)
      if (because) assert.match(found ?? '', because)
      else assert.equal(found, null)
    })
  }
})
