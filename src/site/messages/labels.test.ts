import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sensitiveKindOf } from '#declaration'
import * as messages from './en.ts'

/** Every label, legend and title of a group of fields, with where it stands. */
function labelsIn(words: unknown, path: string): readonly (readonly [path: string, label: string])[] {
  if (typeof words !== 'object' || words === null) return []
  return Object.entries(words).flatMap(([name, value]) => {
    const at = `${path}.${name}`
    const text: unknown = typeof value === 'function' ? Reflect.apply(value, undefined, ['x', 'y']) : value
    return typeof text === 'string' && /label|legend|title|placeholder/i.test(name)
      ? [[at, text] as const]
      : labelsIn(value, at)
  })
}

test('no label of a form asks for health, religion, genes, social security and the like (promise: G-33)', () => {
  const labels = labelsIn(messages, 'messages')
  assert.ok(labels.length > 60, String(labels.length))
  assert.deepEqual(
    labels.filter(([, label]) => sensitiveKindOf(label) !== null),
    [],
  )
})

test('a label that does is seen, and one that only sounds like it is not (negative control)', () => {
  for (const label of [
    'Your religion',
    'Health',
    'SSN',
    'social-security number',
    'healthState',
    'user.genetic',
    'Race',
  ]) {
    assert.notEqual(sensitiveKindOf(label), null, label)
  }
  for (const label of ['Healthy recipes', 'Trace of a pen', 'Generation', 'brace', 'Security', 'Terms', 'traces', '']) {
    assert.equal(sensitiveKindOf(label), null, label)
  }
})
