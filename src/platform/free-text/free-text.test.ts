import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { freeText, holdsSocialSecurityNumber } from '#platform/free-text'

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0')
const area = fc.integer({ min: 1, max: 899 }).filter((value) => value !== 666)
const group = fc.integer({ min: 1, max: 99 })
const serial = fc.integer({ min: 1, max: 9999 })
const number = fc.tuple(area, group, serial).map(([a, g, s]) => [padded(a, 3), padded(g, 2), padded(s, 4)] as const)
/** Words around it: no digit, nor what could make the number a piece of something longer. */
const words = fc.stringMatching(/^[a-z ]{0,20}$/)

describe('a social-security number in a text', () => {
  for (const text of [
    '123-45-6789',
    'My number is 219-09-9999, call me.',
    '(078-05-1120)',
    '123 - 45 - 6789',
    '123\u201345\u20136789',
    '123\u201145\u20116789',
    '１２３-４５-６７８９',
    '1\u200b23-45-67\u200b89',
    ' 123 45 6789 ',
    '123.45.6789',
    'SSN 123456789',
    'ssn: 123 45 6789',
    'my Social Security number is 123.45.6789',
    'soc. sec. 123456789',
    'line one\nSSN=123-45-6789\nline three',
  ]) {
    test(`is seen in ${JSON.stringify(text)}`, () => assert.ok(holdsSocialSecurityNumber(text)))
  }

  for (const [what, text] of [
    ['a telephone number', '212-555-0123'],
    ['a telephone number with its country', '+1 212 55 5012'],
    ['a telephone number of another country', 'Telefon 030 12 3456'],
    ['one with hyphens and a country', '+49-030-12-3456'],
    ['a date', '2026-11-22'],
    ['a date the other way round', '22-11-2026'],
    ['a time and a date', '2026-11-22 11:45:30'],
    ['an ISBN of 13 digits', '978-81-7525-766-5'],
    ['an ISBN of 10 digits', '0-306-40615-2'],
    ['an ISBN whose middle looks like one', '817-52-5766-5'],
    ['dimensions', '300 x 20 x 4000 mm'],
    ['dimensions with spaces', 'about 300 20 4000'],
    ['nine digits', 'IMG 123456789'],
    ['a postal code with four more', '12345-6789'],
    ['a number that is never given out: 000', '000-12-3456'],
    ['666', '666-12-3456'],
    ['900 and above', '912-12-3456'],
    ['an empty group', '123-00-4567'],
    ['an empty serial', '123-45-0000'],
    ['a part of a longer number', '5123-45-6789 and 123-45-67891'],
    ['a part number', 'AX123-45-6789B'],
    ['an address in a network', '123.45.67.89'],
    [
      'words about it',
      'Social Security was signed into law in 1935. The act has 37 pages, and 123 photographs of it exist.',
    ],
    ['nothing', ''],
  ] as const) {
    test(`is not seen in ${what}`, () => assert.ok(!holdsSocialSecurityNumber(text), text))
  }

  test('is seen whatever stands around it, and with every kind of hyphen', () => {
    fc.assert(
      fc.property(
        number,
        words,
        words,
        fc.constantFrom('-', '\u2010', '\u2011', '\u2013', '\u2212'),
        (parts, a, b, by) => {
          assert.ok(holdsSocialSecurityNumber(`${a} ${parts.join(by)} ${b}`))
        },
      ),
    )
  })

  test('is not seen in telephone numbers, dates, dimensions and decimals', () => {
    const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`))
    const others = fc.oneof(
      fc.tuple(digits(3), digits(3), digits(4)).map((parts) => parts.join('-')),
      fc.tuple(digits(4), digits(2), digits(2)).map((parts) => parts.join('-')),
      fc.tuple(digits(2), digits(2), digits(4)).map((parts) => parts.join('-')),
      fc.tuple(digits(3), digits(2), digits(4)).map((parts) => parts.join(' x ')),
      fc.tuple(digits(5), digits(4)).map((parts) => parts.join('.')),
      digits(9),
    )
    fc.assert(fc.property(others, words, (other, word) => assert.ok(!holdsSocialSecurityNumber(`${word} ${other}`))))
  })

  test('is looked for to the end of the longest text that a field takes', () => {
    for (const long of ['social security '.repeat(400), '123-45-'.repeat(900), 'ssn '.repeat(1500)]) {
      assert.ok(!holdsSocialSecurityNumber(long))
      assert.ok(holdsSocialSecurityNumber(`${long}. It is 123-45-6789`))
    }
  })
})

test('a field for words refuses it by name, and does not repeat the number', () => {
  const about = freeText('about').max(20)
  const thrown = (() => {
    try {
      about.safeParse('I am 123-45-6789')
    } catch (error) {
      return error
    }
  })()
  assert.ok(thrown instanceof Refusal)
  assert.equal(thrown.code, 'social-security-number')
  assert.match(thrown.fields?.['about'] ?? '', /Take it out/)
  assert.doesNotMatch(JSON.stringify(thrown) + thrown.message, /6789/)
  assert.equal(about.parse('I am nobody'), 'I am nobody')
  assert.equal(about.safeParse('I am somebody else, or who').success, false, 'what follows it holds too')
})
