import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type PrivacyPromise, type PromisesRun, showPromise } from '#privacy/promises'

const described = {
  id: 'G-01',
  title: 'A title',
  text: 'A text.',
  principle: 'notice',
  kind: 'promise',
} as const
const kept: PrivacyPromise = {
  ...described,
  owner: 'app',
  state: 'kept',
  tests: ['a.test.ts › one', 'a.test.ts › two'],
  breaches: ['something breaks'],
}
const passedAt = '2026-11-22T10:00:00.000Z'
const runOf = (id: string, tests: readonly string[], breaches: readonly string[]): PromisesRun => ({
  at: passedAt,
  commit: 'abc',
  promises: { [id]: { passedAt, tests: [...tests], breaches: [...breaches] } },
})

suite('a promise that is shown', () => {
  test('says when its tests passed in the last full run', () => {
    const shown = showPromise(kept, runOf('G-01', kept.tests, kept.breaches))
    assert.deepEqual(shown, {
      ...described,
      state: 'kept',
      tests: kept.tests,
      breaches: kept.breaches,
      lastPassedAt: passedAt,
    })
  })

  test('has not passed where there was no run, or one of other promises, tests or breaches', () => {
    for (const run of [
      null,
      runOf('G-02', kept.tests, kept.breaches),
      runOf('G-01', kept.tests.slice(1), kept.breaches),
      runOf('G-01', kept.tests, []),
    ]) {
      assert.ok(!('lastPassedAt' in showPromise(kept, run)))
    }
  })

  test('that is not kept shows no test, whatever a run says', () => {
    const open: PrivacyPromise = { ...described, owner: 'app', state: 'not yet', partly: 'a beginning' }
    assert.deepEqual(showPromise(open, runOf('G-01', ['a.test.ts › one'], ['x'])), {
      ...described,
      state: 'not yet',
      tests: [],
      breaches: [],
      partly: 'a beginning',
    })
  })
})
