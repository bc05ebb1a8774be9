import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tagsFrom, titleFrom } from './wording.ts'

test('a title starts with a capital and keeps the rest as it was written', () => {
  assert.equal(titleFrom('grinning  face'), 'Grinning face')
  assert.equal(titleFrom('Statue of Liberty'), 'Statue of Liberty')
  assert.equal(titleFrom('élan'), 'Élan')
  assert.equal(titleFrom('2nd place medal'), '2nd place medal')
})

test('tags are plain, lower case, without doubles, and at most twelve', () => {
  assert.deepEqual(tagsFrom(['Bird', ' bird ', 'hash(0x897d730)', 'a,b', '', 'x', 'clip art']), ['bird', 'clip art'])
  assert.equal(tagsFrom(Array.from({ length: 40 }, (_, i) => `tag ${i}`)).length, 12)
})
