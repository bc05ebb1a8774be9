import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Kind, type PrivacyPromise, differences, kinds, principles, promises } from '#privacy/promises'

const numbered = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}-${String(index + 1).padStart(2, '0')}`)

/** How many sentences of each sort the two statements have. */
const counts: Readonly<Record<'G' | 'S', Readonly<Record<Kind, number>>>> = {
  G: {
    actor: 7,
    function: 31,
    'data item': 14,
    form: 1,
    promise: 40,
    right: 15,
    deadline: 6,
    prohibition: 19,
    channel: 4,
  },
  S: {
    actor: 3,
    function: 18,
    'data item': 16,
    form: 7,
    promise: 14,
    right: 6,
    deadline: 2,
    prohibition: 7,
    channel: 6,
  },
}

suite('the register of promises', () => {
  test('holds each of the 137 and 79 sentences once, in order', () => {
    assert.deepEqual(
      promises.map(({ id }) => id),
      [...numbered('G', 137), ...numbered('S', 79)],
    )
  })

  test('holds each of the 24 differences once, in order', () => {
    assert.deepEqual(
      differences.map(({ id }) => id),
      numbered('C', 24),
    )
  })

  test('has as many of each sort as the statements', () => {
    for (const letter of ['G', 'S'] as const) {
      const ofStatement = promises.filter(({ id }) => id.startsWith(letter))
      const found = Object.fromEntries(
        kinds.map((kind) => [kind, ofStatement.filter((promise) => promise.kind === kind).length]),
      )
      assert.deepEqual(found, counts[letter], letter)
    }
  })

  test('serves each of the seven principles', () => {
    assert.equal(Object.keys(principles).length, 7)
    for (const principle of Object.keys(principles)) {
      assert.ok(promises.filter((promise) => promise.principle === principle).length > 5, principle)
    }
  })

  test('says each in one or two sentences of its own', () => {
    const texts = [
      ...promises.flatMap(({ title, text }) => [title, text]),
      ...differences.flatMap(({ difference, resolution }) => [difference, resolution]),
    ]
    assert.equal(new Set(promises.map(({ title }) => title)).size, promises.length)
    for (const { id, title, text } of promises) {
      assert.ok(title.length <= 60 && !title.endsWith('.'), `${id}: ${title}`)
      assert.ok(text.length >= 30 && text.length <= 260 && /[.]$/.test(text), `${id}: ${text}`)
      assert.ok((text.match(/[.](?= |$)/g) ?? []).length <= 3, `${id}: ${text}`)
    }
    for (const text of texts) assert.doesNotMatch(text, /!|\bTODO\b/, text)
  })

  test('claims nothing in the present that is not kept, and speaks in the present of what is', () => {
    const future = /\bwill\b|\bmeant to be\b|\bcan be given\b/
    for (const { id, text, state } of promises) {
      if (state === 'not yet') assert.match(text, future, `${id}: ${text}`)
      else assert.doesNotMatch(text, /^[^.]*\bwill be\b/, `${id}: ${text}`)
    }
  })

  test('cannot call a promise kept without a test and a breach', () => {
    const described = {
      id: 'G-01',
      title: 'A title',
      text: 'A text.',
      principle: 'notice',
      kind: 'promise',
      owner: 'app',
    } as const
    const whole: PrivacyPromise = { ...described, state: 'kept', tests: ['a.test.ts › b'], breaches: ['c'] }
    // @ts-expect-error: no test
    const untested: PrivacyPromise = { ...described, state: 'kept', tests: [], breaches: ['c'] }
    // @ts-expect-error: no breach
    const unbroken: PrivacyPromise = { ...described, state: 'kept', tests: ['a.test.ts › b'], breaches: [] }
    // @ts-expect-error: a test has to be named by its file
    const vague: PrivacyPromise = { ...described, state: 'kept', tests: ['some test'], breaches: ['c'] }
    assert.equal(new Set([whole, untested, unbroken, vague]).size, 4)
  })
})
