import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { binOf, binsNear, colourDifference, colourReach } from './colour.rules.ts'
import { orientationOf } from './facets.rules.ts'
import { cheaperWay } from './way.rules.ts'
import { normaliseTag, queryWordsOf, wordsOf } from './words.rules.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, '0')}`)

test('a colour within reach is always in a bin that is looked at, and the bins are few', () => {
  fc.assert(
    fc.property(colour, fc.array(fc.integer({ min: -25, max: 25 }), { minLength: 3, maxLength: 3 }), (hex, moves) => {
      const near = `#${moves
        .map((move, place) => Number.parseInt(hex.slice(1 + 2 * place, 3 + 2 * place), 16) + move)
        .map((sample) => Math.min(255, Math.max(0, sample)).toString(16).padStart(2, '0'))
        .join('')}`
      const bins = binsNear(hex)
      assert.ok(bins.length <= 100 && bins.every((bin) => bin >= 0 && bin < 32_768))
      assert.ok(bins.includes(binOf(hex)))
      if (colourDifference(hex, near) <= colourReach) assert.ok(bins.includes(binOf(near)), `${hex} ${near}`)
    }),
    { numRuns: 2000 },
  )
})

test('colours that look different are not taken for each other', () => {
  const apart = ['#ff0000', '#00a000', '#0000ff', '#ffff00', '#000000', '#ffffff', '#808080', '#ff8000', '#800080']
  for (const one of apart) {
    for (const other of apart) assert.equal(binsNear(one).includes(binOf(other)), one === other, `${one} ${other}`)
  }
})

test('words are cut the same way wherever they stand', () => {
  assert.deepEqual(wordsOf('Oak/elm, 3-2 don’t_go! CAFÉ'), ['oak', 'elm', '3', '2', 'don', 't', 'go', 'café'])
  assert.deepEqual(wordsOf('हिन्दी 猫'), ['हिन्दी', '猫'])
  assert.equal(wordsOf('x'.repeat(5000))[0]?.length, 40)
  assert.deepEqual(queryWordsOf('a b a'), ['a', 'b'])
  assert.equal(queryWordsOf(Array.from({ length: 50 }, (_, index) => `w${index}`).join(' ')).length, 12)
})

test('a tag is normalised once and for all', () => {
  assert.equal(normaliseTag('  #Red \t CAR\u0000\u200b '), 'red car')
  assert.equal(normaliseTag('# \n'), '')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const tag = normaliseTag(text)
      return !/\p{Cc}/u.test(tag)
    }),
  )
})

test('a picture is square when its sides look alike', () => {
  assert.equal(orientationOf(1000, 1040), 'square')
  assert.equal(orientationOf(1000, 1100), 'portrait')
  assert.equal(orientationOf(1100, 1000), 'landscape')
})

test('rare words are gathered, common ones are met on the way', () => {
  const total = 1_000_000
  assert.equal(cheaperWay({ total, matches: [], wanted: 50 }), 'walk')
  assert.equal(cheaperWay({ total, matches: [300_000], wanted: 50 }), 'walk')
  assert.equal(cheaperWay({ total, matches: [200], wanted: 50 }), 'gather')
  assert.equal(cheaperWay({ total, matches: [50_000, 100], wanted: 1000 }), 'gather')
  // Two common words that may never meet.
  assert.equal(cheaperWay({ total, matches: [60_000, 50_000], wanted: 1000 }), 'gather')
  assert.equal(cheaperWay({ total: 0, matches: [3], wanted: 50 }), 'gather')
})
