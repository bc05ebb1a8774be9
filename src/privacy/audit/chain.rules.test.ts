import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ChainedEntry, type ChainPlace, beginning, hashOfEntry, packEntry, stepAlong } from './chain.rules.ts'

const bytes = (least = 0) => fc.uint8Array({ minLength: least, maxLength: 60 }).map((some) => Buffer.from(some))
const words = fc.record({
  atMicros: fc.bigInt({ min: 0n, max: 2n ** 52n }),
  kind: fc.string({ minLength: 1, maxLength: 20 }),
  actorMark: fc.option(bytes()),
  subjectMark: fc.option(bytes()),
  detail: fc.option(bytes()),
  reason: fc.option(bytes()),
})
type Row = ChainedEntry & { readonly hash: Buffer }

function chainOf(entries: readonly Omit<ChainedEntry, 'seq' | 'previous'>[]): readonly Row[] {
  const rows: Row[] = []
  for (const [index, entry] of entries.entries()) {
    const chained = { ...entry, seq: BigInt(index + 1), previous: rows.at(-1)?.hash ?? beginning }
    rows.push({ ...chained, hash: hashOfEntry(chained) })
  }
  return rows
}
function holds(rows: readonly Row[]): boolean {
  let place: ChainPlace = { seq: 0n, hash: beginning }
  for (const row of rows) {
    const next = stepAlong(place, Buffer.concat([packEntry(row), row.hash]))
    if (typeof next === 'string') return false
    place = next
  }
  return true
}

const chains = fc.array(words, { minLength: 2, maxLength: 8 }).map(chainOf)
const chainAndPlace = chains.chain((rows) => fc.tuple(fc.constant(rows), fc.nat(rows.length - 1)))

test('a chain as it was written holds', () => {
  fc.assert(fc.property(chains, holds))
})

test('one changed bit of any part of any entry is found (promise: G-88)', () => {
  const parts = ['actorMark', 'subjectMark', 'detail', 'reason', 'previous', 'hash'] as const
  fc.assert(
    fc.property(chainAndPlace, fc.constantFrom(...parts), fc.nat(), ([rows, at], part, bit) => {
      const row = rows[at]
      const before = row?.[part]
      fc.pre(row !== undefined && before !== null && before !== undefined && before.length > 0)
      const after = Buffer.from(before)
      const place = bit % (8 * after.length)
      after[place >> 3] = (after[place >> 3] ?? 0) ^ (1 << (place & 7))
      return !holds(rows.with(at, { ...row, [part]: after }))
    }),
    { numRuns: 500 },
  )
})

test('another number, time or kind, a part that is gone or came, is found', () => {
  const changes: readonly ((row: Row) => Partial<Row>)[] = [
    ({ seq }) => ({ seq: seq + 1n }),
    ({ atMicros }) => ({ atMicros: atMicros + 1n }),
    ({ kind }) => ({ kind: `${kind}x` }),
    ({ detail }) => ({ detail: detail ? null : Buffer.alloc(0) }),
    ({ reason }) => ({ reason: reason ? null : Buffer.alloc(0) }),
    // A byte that moves from one part to the next.
    ({ detail, reason }) => ({
      detail: Buffer.concat([detail ?? Buffer.alloc(0), Buffer.of(1)]),
      reason: reason?.subarray(1) ?? null,
    }),
    ({ actorMark, subjectMark }) => ({ actorMark: subjectMark ?? Buffer.of(1), subjectMark: actorMark }),
  ]
  fc.assert(
    fc.property(chainAndPlace, fc.constantFrom(...changes), ([rows, at], change) => {
      const row = rows[at]
      fc.pre(row !== undefined && !packEntry({ ...row, ...change(row) }).equals(packEntry(row)))
      return !holds(rows.with(at, { ...row, ...change(row) }))
    }),
    { numRuns: 300 },
  )
})

test('an entry that is taken out, put in twice or moved is found', () => {
  fc.assert(
    fc.property(chainAndPlace, ([rows, at]) => {
      const row = rows[at]
      assert.ok(row)
      if (at < rows.length - 1) assert.ok(!holds(rows.toSpliced(at, 1)), 'taken out')
      assert.ok(!holds(rows.toSpliced(at, 0, row)), 'put in twice')
      const [other = row] = rows.filter((one) => one !== row)
      const moved = rows.map((one) => (one === row ? { ...other, seq: row.seq } : one))
      assert.ok(!holds(moved), 'in the place of another')
    }),
  )
})
