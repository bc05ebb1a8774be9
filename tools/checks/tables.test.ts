import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { allStores } from '#app'
import { type Copy, copyOfProject } from './planted.ts'
import { checkTables } from './tables.ts'
import { checkWords } from './words.ts'

describe('the checks of the sources', () => {
  let copy: Copy
  before(() => (copy = copyOfProject()))
  after(() => copy.remove())

  test('find nothing in the project as it is', () => {
    assert.deepEqual(checkTables(copy.root, allStores), [])
    assert.deepEqual(checkWords(copy.root), [])
  })

  const foreign = [
    ['a query builder', "export const planted = (db: any) => db.selectFrom('accounts_people').selectAll()"],
    ['a query in SQL', 'export const planted = `select * from accounts_people where id = $1`'],
    ['a join', "export const planted = (db: any) => db.innerJoin('accounts_people as p', 'p.id', 'x.id')"],
    ['a column with its table', "export const planted = 'accounts_people.id'"],
  ] as const
  for (const [what, text] of foreign) {
    test(`fail on ${what} that names another room's table`, () => {
      const takeAway = copy.plant('src/library/images/planted.ts', text)
      assert.match(
        checkTables(copy.root, allStores).join('\n'),
        /planted\.ts names accounts_people, which belongs to accounts\//,
      )
      takeAway()
    })
  }

  test('do not take a comment for a use', () => {
    const takeAway = copy.plant(
      'src/library/images/planted.ts',
      '// like accounts_people\n/* accounts_people */\nexport {}',
    )
    assert.deepEqual(checkTables(copy.root, allStores), [])
    takeAway()
  })

  const reaches = [
    ['the time', 'export const planted = Date.now()'],
    ['a new Date of now', 'export const planted = new Date()'],
    ['chance', 'export const planted = Math.random()'],
    ['the time in SQL', 'export const planted = `update x set at = now() where id = 1`'],
    ['the environment', 'export const planted = process.env.HOME'],
    ['the network', "export const planted = fetch('https://example.org')"],
  ] as const
  for (const [what, text] of reaches) {
    test(`fail on a room that reaches for ${what}`, () => {
      const takeAway = copy.plant('src/library/images/planted.ts', text)
      assert.match(checkWords(copy.root).join('\n'), /planted\.ts has/)
      takeAway()
    })
  }

  test('fail on a file name that says nothing', () => {
    const takeAway = copy.plant('src/library/images/utils.ts', 'export {}')
    assert.match(checkWords(copy.root).join('\n'), /a name that says what it does/)
    takeAway()
  })
})
