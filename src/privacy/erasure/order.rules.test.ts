import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type TableStore, table } from '#declaration'
import { childrenFirst } from './order.rules.ts'

const named = (name: string): TableStore =>
  table({
    owner: 'privacy/erasure',
    name,
    path: { by: 'id' },
    label: 'A table',
    subject: 'member',
    purposes: ['account.provide'],
    basis: 'contract',
    audience: 'subject',
    retention: { kind: 'while-account' },
    erase: 'delete-row',
    columns: {},
  })

test('every table comes before those that its rows point at, each once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.tuple(fc.nat(11), fc.nat(11))), (size, pairs) => {
      const tables = Array.from({ length: size }, (_, at) => named(`t${at}`))
      // Pointing only to lower numbers, so that there is no circle.
      const links = pairs
        .filter(([from, to]) => from > to && from < size)
        .map(([from, to]) => ({ table: `t${from}`, column: 'c', to: `t${to}` }))
      const order = childrenFirst(tables, links).map(({ name }) => name)
      assert.deepEqual([...order].sort(), tables.map(({ name }) => name).sort())
      for (const link of links)
        assert.ok(order.indexOf(link.table) < order.indexOf(link.to), `${link.table} ${link.to}`)
    }),
  )
})

test('a circle ends', () => {
  const links = [
    { table: 'a', column: 'b_id', to: 'b' },
    { table: 'b', column: 'a_id', to: 'a' },
  ]
  assert.equal(childrenFirst([named('a'), named('b')], links).length, 2)
})
