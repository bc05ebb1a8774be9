import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countries, countryName } from './countries.ts'

test('the countries are the 249 of ISO 3166-1, each once, by name', () => {
  assert.equal(countries.length, 249)
  assert.equal(new Set(countries.map(([code]) => code)).size, 249)
  assert.equal(new Set(countries.map(([, name]) => name)).size, 249)
  assert.deepEqual(
    ['DE', 'US', 'NL', 'AX', 'PS'].filter((code) => !countries.some(([known]) => known === code)),
    [],
  )
  // What came to an end, groups and codes without a country are none of them.
  assert.deepEqual(
    countries.filter(([code]) => ['DD', 'SU', 'YU', 'UK', 'EU', 'UN', 'ZZ', 'XK'].includes(code)),
    [],
  )
  assert.equal(countryName('NL'), 'Netherlands')
})
