import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { checkOneStandard } from './one-standard.ts'
import { type Copy, copyOfProject } from './planted.ts'

describe('the check that one standard holds for all', () => {
  let copy: Copy
  before(() => (copy = copyOfProject(['src'])))
  after(() => copy.remove())

  test('finds nothing in the project as it is', () => assert.deepEqual(checkOneStandard(copy.root), []))

  const conditions: readonly (readonly [string, string, string])[] = [
    [
      'the language of a browser',
      'src/privacy/consent/planted.ts',
      "export const a = (h: Headers) => h.get('accept-language')",
    ],
    ['the language of a page', 'src/site/routes/privacy/planted.ts', 'export const a = navigator.language'],
    ['a header of a proxy', 'src/wire/planted.ts', "export const a = (h: any) => h['cf-ipcountry']"],
    ['a place of an address', 'src/accounts/people/planted.ts', 'export const a = (ip: string) => geoipLookup(ip)'],
    ['the zone of a clock', 'src/site/ui/planted.ts', 'export const a = new Intl.DateTimeFormat().resolvedOptions()'],
    ['whether somebody is in Europe', 'src/ads/decision/planted.ts', 'export const a = (p: any) => (isEu(p) ? 1 : 2)'],
    ['whether a law applies', 'src/privacy/erasure/planted.ts', 'export const a = (p: any) => gdprApplies(p)'],
    ['a country', 'src/privacy/access/planted.ts', 'export const a = (p: any) => (p.country === b ? 1 : 2)'],
    ['a country as a switch', 'src/privacy/access/planted.ts', 'export function a(p: any) { switch (p.country) {} }'],
    ['a country by its code', 'src/accounts/own-name/planted.ts', "export const a = (x: any) => x === 'DE'"],
    ['a list of countries', 'src/privacy/retention/planted.ts', "export const a = ['DE', 'FR']"],
    ['a locale', 'src/privacy/consent/planted.ts', 'export const a = (p: any) => p.locale !== b'],
    ['a region', 'src/support/complaints/planted.ts', 'export const a = (p: any) => home === p.region'],
    ['a region in a page', 'src/site/ui/Planted.svelte', '{#if data.region === home}<p>More rights</p>{/if}'],
  ]
  for (const [what, path, text] of conditions) {
    test(`finds ${what}`, () => {
      const takeAway = copy.plant(path, text)
      assert.match(checkOneStandard(copy.root).join('\n'), new RegExp(`^${path} has `, 'm'))
      takeAway()
    })
  }

  test('leaves alone what says where data are stored, and what compares companies', () => {
    const takeAway = copy.plant(
      'src/privacy/policies/planted.ts',
      "// only where country === 'DE'\nexport const a = (c: any) => `Stored in the country of ${c.operator.region}`\n",
    )
    assert.deepEqual(checkOneStandard(copy.root), [])
    takeAway()
  })
})
