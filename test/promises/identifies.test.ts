import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Datum, type Identifies, type Store } from '#declaration'
import { allStores } from '#app'
import { complaints } from '#test/compiler'

/** Every value that is stored, by its name: columns, fields of queued work, files, cookies and the others. */
const values = (stores: readonly Store[]): ReadonlyMap<string, Pick<Datum, 'identifies'>> =>
  new Map(
    stores.flatMap((store): [string, Pick<Datum, 'identifies'>][] => {
      if (store.kind === 'table')
        return Object.entries(store.columns).map(([name, column]) => [`${store.name}.${name}`, column])
      return 'identifies' in store ? [[`${store.kind} ${store.name}`, store]] : []
    }),
  )

describe('what can identify somebody', () => {
  test('every stored value says whether it does; name and password, address, real name and photographs do (promise: G-23)', () => {
    const declared = values(allStores)
    assert.ok(declared.size > 100)
    const words: readonly Identifies[] = ['alone', 'combined', 'no']
    for (const [name, { identifies }] of declared) assert.ok(words.includes(identifies), name)
    for (const name of [
      'accounts_people.username',
      'accounts_passwords.hash',
      'accounts_addresses.email',
      'accounts_people.display_name',
      'files blobs',
      'blob-use library_images',
      'blob-use library_images:upload',
    ]) {
      assert.match(declared.get(name)?.identifies ?? 'not declared', /^(alone|combined)$/, name)
    }

    const module = (column: string): string => `import { table } from '#declaration'
      export const store = table({ owner: 'library/x', name: 'library_x', path: 'nobody', label: 'X', subject: 'none',
        purposes: ['site.operate'], basis: 'none', audience: 'nobody', retention: { kind: 'while-account' }, erase: 'keep',
        columns: { a: { category: 'content.fact', label: 'A', why: 'B.', ${column} } } })`
    assert.deepEqual(complaints(module("identifies: 'no'")), [], 'the negative control')
    assert.match(complaints(module('')).join(), /identifies/, 'a column that does not say so does not compile')
    assert.match(complaints(module("identifies: 'perhaps'")).join(), /perhaps/)
  })
})
