import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { cloneDatabase } from '#test/house'
import { refusalsIn } from '../generate/documents.ts'
import { checkGenerated } from './generated.ts'
import { type Copy, copyOfProject } from './planted.ts'

describe('the check of generated files', () => {
  let copy: Copy
  let connectionString: string
  before(async () => {
    copy = copyOfProject()
    const { host, port, user, password, database } = await cloneDatabase()
    connectionString = `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`
  })
  after(() => copy.remove())

  test('finds nothing in the project as it is', () => {
    assert.deepEqual(checkGenerated(copy.root, connectionString), [])
  })

  for (const path of [
    'docs/generated/config.md',
    'docs/generated/data-map.md',
    'docs/generated/promises.md',
    'docs/generated/headers.md',
    'docs/generated/refusals.md',
    'src/platform/db/tables.generated.ts',
  ]) {
    test(`fails when ${path} was edited by hand`, () => {
      const before = readFileSync(join(copy.root, path), 'utf8')
      copy.plant(path, `${before}\nedited\n`)
      assert.match(checkGenerated(copy.root, connectionString).join(), new RegExp(path))
      copy.plant(path, before)
    })
  }

  test('lists what a refusal says, also where that is a constant, and stops at one that says what cannot be read', () => {
    const source = (message: string) =>
      ['const text = `A tag has ${max} letters.`', `    throw new Refusal('invalid', 'x', ${message})`].join('\n')
    for (const message of ['text', '`A tag has ${max} letters.`', "'A tag has … letters.'"])
      assert.deepEqual(refusalsIn(source(message), 'x.ts'), [
        { kind: 'invalid', code: 'x', message: 'A tag has … letters.' },
      ])
    assert.throws(() => refusalsIn(source('words.of(x)'), 'x.ts'), /write the message of x as a literal/)
  })

  test('fails when a refusal is added and the list is not', () => {
    const takeAway = copy.plant(
      'src/library/images/planted.ts',
      "import { Refusal } from '#platform/refusal'\nexport const planted = new Refusal('invalid', 'planted-code', 'Planted.')",
    )
    assert.match(checkGenerated(copy.root, connectionString).join(), /refusals\.md/)
    takeAway()
  })
})
