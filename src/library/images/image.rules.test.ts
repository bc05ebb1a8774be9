import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slugOf } from './image.rules.ts'

test('a slug is short ASCII that a path and a file name can hold, and never empty', () => {
  const cases: readonly [string, string][] = [
    ['Old oak in the fog', 'old-oak-in-the-fog'],
    ['Früh am Morgen!', 'fruh-am-morgen'],
    ['../../etc/passwd', 'etc-passwd'],
    ['"quoted"; x=y\r\n', 'quoted-x-y'],
    ['猫', 'picture'],
    ['', 'picture'],
    ['word '.repeat(30), Array.from({ length: 12 }, () => 'word').join('-')],
    ['x'.repeat(200), 'x'.repeat(60)],
  ]
  for (const [title, slug] of cases) assert.equal(slugOf(title), slug)
})
