import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { checkFloors } from './floors.ts'
import { type Copy, copyOfProject } from './planted.ts'

const breaches: readonly {
  readonly what: string
  readonly path: string
  readonly text: string
  readonly says: RegExp
}[] = [
  {
    what: 'a lower wing that looks up',
    path: 'src/platform/planted/index.ts',
    text: "export { hasStaff } from '#accounts/roles'",
    says: /platform imports only from the wings below/,
  },
  {
    what: 'a lower wing that looks up for a type only',
    path: 'src/accounts/planted/index.ts',
    text: "import type { House } from '#app'\nexport type Planted = House",
    says: /accounts imports only from the wings below/,
  },
  {
    what: 'the library that learns of the composition root by a relative path',
    path: 'src/library/planted/index.ts',
    text: "export { allStores } from '../../app/stores.ts'",
    says: /library imports only from the wings below/,
  },
  {
    what: 'a room entered past its door',
    path: 'src/accounts/planted/index.ts',
    text: "export { openBytes } from '../../platform/vault/envelope.ts'",
    says: /entered through its index\.ts/,
  },
  {
    what: 'a page that imports a room',
    path: 'src/site/planted.ts',
    text: "import { hasStaff } from '#accounts/roles'\nexport const planted = hasStaff",
    says: /site is bundled apart/,
  },
  {
    what: 'a component that imports a room',
    path: 'src/site/Planted.svelte',
    text: '<script lang="ts">\n  import { hasStaff } from \'#accounts/roles\'\n  const planted = hasStaff\n</script>\n<p>{planted.name}</p>',
    says: /site is bundled apart/,
  },
  {
    what: 'a tag that imports a room',
    path: 'src/tag/planted.ts',
    text: "export { isPageOf } from '#ads/publishers'",
    says: /imports itself and the contract/,
  },
  {
    what: 'rooms that need each other',
    path: 'src/platform/refusal/planted.ts',
    text: "import { problemOf } from '#platform/http'\nexport const planted = problemOf",
    says: /need each other|nothing-in-a-cycle/,
  },
  {
    what: 'a product file that imports a test',
    path: 'src/platform/planted/index.ts',
    text: "export { openTestCtx } from '../../../test/kit/house/index.ts'",
    says: /stands without its tests/,
  },
  {
    what: 'a product file that needs a development dependency',
    path: 'src/platform/planted/index.ts',
    text: "export { default } from 'fast-check'",
    says: /not a development dependency/,
  },
  {
    what: 'an import that leads nowhere',
    path: 'src/platform/planted/index.ts',
    text: "export { nothing } from '#platform/nowhere'",
    says: /leads nowhere/,
  },
]

describe('the check of floors', () => {
  let copy: Copy
  before(() => (copy = copyOfProject()))
  after(() => copy.remove())

  test('finds nothing in the project as it is', async () => {
    assert.deepEqual(await checkFloors(copy.root), [])
  })

  for (const { what, path, text, says } of breaches) {
    test(`fails on ${what}`, async () => {
      const takeAway = copy.plant(path, text)
      if (path.endsWith('refusal/planted.ts')) {
        const undo = copy.plant(
          'src/platform/refusal/index.ts',
          "export * from './planted.ts'\nexport class Refusal extends Error {}",
        )
        assert.match((await checkFloors(copy.root)).join('\n'), says)
        undo()
      } else {
        assert.match((await checkFloors(copy.root)).join('\n'), says)
      }
      takeAway()
    })
  }
})
