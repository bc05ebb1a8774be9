import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hoursInWords, targetsInWords } from './compose-order.rules.ts'
import { noTargets } from './order.ts'
import { pickOrders } from './pick-orders.rules.ts'
import { reachInWords } from './reach.rules.ts'

const at = (days: readonly number[], from: number, to: number): number[] =>
  days.flatMap((day) => Array.from({ length: to - from }, (_, hour) => day * 24 + from + hour))

describe('what a line reaches', () => {
  test('is said in a sentence', () => {
    const include = { ...noTargets, tag: ['lighthouse'], vertical: ['653'] as const }
    assert.equal(
      reachInWords({ include, exclude: noTargets, hours: at([0, 1, 2, 3, 4], 8, 18) }, 'Europe/Berlin'),
      'Pictures tagged lighthouse, on Travel sites, Mon–Fri 08–18, Berlin time.',
    )
    assert.equal(
      reachInWords({ include: noTargets, exclude: noTargets, hours: [] }, 'UTC'),
      'All pictures, at all hours.',
    )
    assert.equal(
      reachInWords(
        {
          include: { ...noTargets, size: ['medium', 'large'], 'site-country': ['DE'] },
          exclude: { ...noTargets, word: ['war', 'storm'], language: ['de'], size: ['small'] },
          hours: [],
        },
        'UTC',
      ),
      'Medium or large pictures on sites from Germany, at all hours. Not small ones; not with “war” or “storm” in or beside them; not on pages in German.',
    )
  })

  test('days with the same hours stand together, and no others', () => {
    const hours = [...at([0, 1, 2], 9, 17), ...at([4], 9, 17), ...at([6], 10, 12), ...at([6], 14, 16)]
    assert.equal(hoursInWords(hours), 'Mon–Wed 09–17, Fri 09–17, Sun 10–12 and 14–16')
  })

  test('stands on the paper by name and code', () => {
    assert.equal(
      targetsInWords({
        ...noTargets,
        vertical: ['653'],
        category: ['653', 'ABC'],
        'site-country': ['AT'],
        tag: ['sea'],
      }),
      'sites about: Travel (653); pages about: Travel (653), ABC; tags of pictures: sea; sites from: Austria (AT)',
    )
  })
})

describe('a list of orders', () => {
  const row = (title: string, more: object = {}) => ({
    ...{
      id: `ord_${title}`,
      title,
      purchaseOrder: null,
      version: 1,
      state: 'live' as const,
      pending: null,
      next: null,
    },
    ...{ startsOn: '2026-03-01', endsOn: '2026-03-02', totalMicros: 1n, currency: 'EUR', touchedAt: new Date(0) },
    ...more,
  })
  const rows = [
    row('b', { state: 'trouble' }),
    row('Zürich', { totalMicros: 9n, purchaseOrder: 'PO-7' }),
    row('a', { totalMicros: 5n }),
  ]
  const titles = (asked: object) =>
    pickOrders(rows, { q: '', state: undefined, sort: 'need', ...asked }).map(({ title }) => title)

  test('is searched by name, number and purchase order, whatever the accents', () => {
    assert.deepEqual(titles({ q: 'zurich po-7' }), ['Zürich'])
    assert.deepEqual(titles({ q: 'ORD_a' }), ['a'])
    assert.deepEqual(titles({ state: 'live' }), ['Zürich', 'a'])
    assert.deepEqual(titles({ q: 'nothing' }), [])
  })

  test('keeps what is in trouble on top, by whatever it is sorted', () => {
    assert.deepEqual(titles({ sort: 'title' }), ['b', 'a', 'Zürich'])
    assert.deepEqual(titles({ sort: 'total' }), ['b', 'Zürich', 'a'])
  })
})
