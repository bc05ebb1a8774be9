import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { endsWithCheckDigit, holdsCardNumber } from './card-number.rules.ts'

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${min - 1},${max - 1}}$`))
/** A number of 13 to 19 digits whose last one is right. */
const card = digits(12, 18).map((body) => {
  const last = [...'0123456789'].find((digit) => endsWithCheckDigit(body + digit))
  return body + (last ?? assert.fail('one of ten digits is right'))
})
const separator = fc.constantFrom('', ' ', '-', '.', '\u2013', '\u00a0', ' - ', '/', '\u200b')
const words = fc.stringMatching(/^[a-z ,]{0,20}$/)

describe('the number of a payment card in a text', () => {
  for (const text of [
    '4111111111111111',
    '4111 1111 1111 1111',
    'visa 4111-1111-1111-1111 until 12/29',
    'order 12, 4111 1111 1111 1111',
    'card:4111.1111.1111.1111',
    'x4111111111111111x',
    '３７８２ 822463 10005',
    '4\u200b111 1111 1111 1111',
  ]) {
    test(`is seen in ${JSON.stringify(text)}`, () => assert.ok(holdsCardNumber(text), text))
  }

  for (const [what, text] of [
    ['an IBAN', 'DE89 3704 0044 0532 0130 00'],
    ['an IBAN without spaces', 'pay to GB29NWBK60161331926819 please'],
    ['an IBAN with nineteen digits', 'FR14 2004 1010 0505 0001 3M02 606'],
    ['a telephone number', '+1 (212) 555-0123'],
    ['a number with a wrong check digit', '4111 1111 1111 1112'],
    ['an account of twelve digits', '000123456789'],
    ['nothing', ''],
  ] as const) {
    test(`is not seen in ${what}`, () => assert.ok(!holdsCardNumber(text), text))
  }

  test('is seen whatever stands between its groups and around it', () => {
    fc.assert(
      fc.property(card, fc.infiniteStream(separator), words, words, (number, gaps, a, b) => {
        const parts = [...number].map((digit, at) => digit + (at % 4 === 3 ? String(gaps.next().value) : ''))
        assert.ok(holdsCardNumber(`${a} ${parts.join('')} ${b}`))
      }),
      { numRuns: 1000 },
    )
  })

  test('is not seen where the check digit is another one', () => {
    fc.assert(
      fc.property(card, fc.integer({ min: 1, max: 9 }), words, (number, shift, word) => {
        const wrong = number.slice(0, -1) + String((Number(number.at(-1)) + shift) % 10)
        assert.ok(!holdsCardNumber(`${word} ${wrong}`))
      }),
    )
  })

  test('is looked for to the end of a long text in time that grows with it only', () => {
    for (const long of ['4 1 1 1 1 '.repeat(2000), '1'.repeat(20_000), '4111-'.repeat(3000), 'AA11 '.repeat(4000)]) {
      holdsCardNumber(long)
      assert.ok(holdsCardNumber(`${long} and 4111 1111 1111 1111`))
    }
  })
})
