import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localPath } from './local-path.server.ts'

test('a link to sign in never leads away from the site afterwards', () => {
  for (const text of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '',
  ]) {
    assert.equal(localPath(text), '/', text)
  }
  assert.equal(localPath(null), '/')
})

test('a path of the site is kept, with its query', () => {
  assert.equal(localPath('/upload?from=home#top'), '/upload?from=home')
})
