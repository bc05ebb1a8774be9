import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type KeptPromise, type PrivacyPromise, promises } from '#privacy/promises'
import type { Breaches } from '../promises/breach.ts'
import { breaches } from '../promises/breaches/index.ts'
import { type Copy, copyOfProject } from './planted.ts'
import { checkPromises } from './promises.ts'

/** Put together here, so that the search for citations does not take these names for real ones. */
const citing = (...ids: string[]): string => `(promise${ids.length > 1 ? 's' : ''}: ${ids.join(', ')})`

const kept = promises.find((promise): promise is KeptPromise => promise.state === 'kept')
assert.ok(kept)
const [aTest] = kept.tests
const [aBreach] = kept.breaches

/** The register with one entry changed. */
const changed = (id: string, change: (promise: PrivacyPromise) => PrivacyPromise): readonly PrivacyPromise[] =>
  promises.map((promise) => (promise.id === id ? change(promise) : promise))
const keptWith = (change: Partial<KeptPromise>): readonly PrivacyPromise[] =>
  changed(kept.id, () => ({ ...kept, ...change }))
const breachWith = (change: Partial<Breaches[string]>): Breaches => {
  const breach = breaches[aBreach]
  assert.ok(breach)
  return { ...breaches, [aBreach]: { ...breach, ...change } }
}

describe('the check of promises', () => {
  let copy: Copy
  before(() => (copy = copyOfProject(['src', 'test', 'tools'])))
  after(() => copy.remove())
  const found = (register = promises, planned = breaches): string =>
    checkPromises(copy.root, register, planned).join('\n')

  test('finds nothing in the project as it is', () => {
    assert.equal(found(), '')
  })

  test('fails on a kept promise whose test is not there', () => {
    for (const test of [`${aTest} and more`, 'test/nowhere.test.ts › anything'] as const)
      assert.match(found(keptWith({ tests: [test, ...kept.tests] })), /names a test that is not there/)
  })

  test('fails on a kept promise whose test is renamed', () => {
    const path = aTest.slice(0, aTest.indexOf(' › '))
    const undo = copy.replace(path, aTest.slice(path.length + 3), 'does something else')
    assert.match(found(), /names a test that is not there/)
    undo()
  })

  test('fails on a kept promise whose test does not cite it', () => {
    const other = changed('G-01', (promise) => ({ ...kept, id: promise.id, title: promise.title, text: promise.text }))
    assert.match(found(other), /G-01 names a test that does not say/)
  })

  test('fails on words that two tests have', () => {
    const takeAway = copy.plant(
      'src/app/planted.test.ts',
      `test('one ${citing(kept.id)}')\ntest('two ${citing(kept.id)}')`,
    )
    assert.match(
      found(keptWith({ tests: [`src/app/planted.test.ts › ${citing(kept.id)}`, ...kept.tests] })),
      /by words that 2 have/,
    )
    takeAway()
  })

  test('fails on a kept promise whose owner is not there', () => {
    assert.match(found(keptWith({ owner: 'library/nowhere' })), /which is not there/)
  })

  test('fails on a breach that is not there, and on one that nobody names', () => {
    assert.match(
      found(keptWith({ breaches: ['something else', ...kept.breaches] })),
      /names a breach that is not there/,
    )
    const { [aBreach]: breach } = breaches
    assert.ok(breach)
    assert.match(found(promises, { ...breaches, 'something else': breach }), /no kept promise names the breach/)
  })

  test('fails on a breach whose text is no longer in its file, stands there twice, or stays the same', () => {
    assert.match(found(promises, breachWith({ text: 'no such words' })), /is stale: its text stands 0 times/)
    assert.match(found(promises, breachWith({ file: 'src/nowhere.ts' })), /is stale: its text stands 0 times/)
    assert.match(found(promises, breachWith({ text: 'e' })), /is stale: its text stands \d+ times/)
    const breach = breaches[aBreach]
    assert.match(found(promises, breachWith({ becomes: breach?.text ?? '' })), /changes nothing/)
    const also = [{ file: breach?.file ?? '', text: 'no such words', becomes: '' }]
    assert.match(found(promises, breachWith({ also })), /is stale/)
  })

  test('fails on a breach that is to be noticed by a test of another promise', () => {
    assert.match(found(promises, breachWith({ fails: 'test/nowhere.test.ts › anything' })), /another promise's test/)
  })

  test('fails on a test that cites a promise that is not on the register, or that nobody says is tested', () => {
    for (const [ids, says] of [
      [['G-999'], /cites G-999, which is not on the register/],
      [['G-138', kept.id], /cites G-138, which is not on the register/],
      [['G-47'], /cites G-47, which is neither kept nor said to be tested in part/],
    ] as const) {
      const takeAway = copy.plant('src/app/planted.test.ts', `test('anything ${citing(...ids)}', () => {})`)
      assert.match(found(), says)
      takeAway()
    }
  })

  test('fails on a promise said to be tested in part that no test cites', () => {
    const claimed = changed('G-47', (promise) => ({ ...promise, state: 'not yet', partly: 'something' }))
    assert.match(found(claimed), /G-47 is said to be tested in part, and no test cites it/)
  })
})
