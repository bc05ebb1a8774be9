import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readCsv } from '#test/zip'
import { csvOf, textOfCell } from './csv-of.ts'

describe('rows as CSV', () => {
  test('give back every text, also one with quotes, lines and commas', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
        const file = [
          ...csvOf(
            ['id', 'text'],
            texts.map((text, id) => ({ id, text })),
          ),
        ].join('')
        assert.deepEqual(
          readCsv(file).map(({ text = '' }) => textOfCell(text)),
          texts,
        )
      }),
    )
  })

  test('hold nothing that a table program takes for a formula', () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', "'=1", '＝1', '=cmd|"/c calc"!A1']
    const file = [
      ...csvOf(
        ['text'],
        texts.map((text) => ({ text })),
      ),
    ].join('')
    const cells = readCsv(file).map(({ text = '' }) => text)
    for (const cell of cells) assert.match(cell, /^'/, JSON.stringify(cell))
    assert.deepEqual(cells.map(textOfCell), texts)
    assert.deepEqual(
      readCsv([...csvOf(['n'], [{ n: -1 }, { n: null }, { n: ['=a'] }])].join('')),
      [{ n: '-1' }, { n: '' }, { n: '["=a"]' }],
      'a number is a number, a list is JSON',
    )
  })
})
