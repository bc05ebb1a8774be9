import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dayMs, later } from '#platform/clock'
import {
  type Act,
  type Paper,
  after,
  blockedBy,
  delivers,
  newPaper,
  noticeDaysOf,
  stateAt,
  stopOf,
} from './order.rules.ts'

const at = (text: string): Date => new Date(text)
const now = at('2026-06-15T12:00:00Z')
const [past, future] = [later(now, -dayMs), later(now, dayMs)]
const course = { startsAt: past, endsAt: future, inForce: true, trouble: 'none' } as const

/** Whatever anybody may try, with hashes of which some are right. */
const hashes = fc.constantFrom('a', 'a', 'a', 'a', 'b')
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<Act>({ do: 'change' }) },
  { weight: 3, arbitrary: hashes.map((sha256): Act => ({ do: 'submit', sha256 })) },
  { weight: 1, arbitrary: hashes.map((read): Act => ({ do: 'decline', read })) },
  { weight: 5, arbitrary: hashes.map((read): Act => ({ do: 'approve', read })) },
  { weight: 5, arbitrary: hashes.map((read): Act => ({ do: 'sign', read })) },
  { weight: 5, arbitrary: hashes.map((read): Act => ({ do: 'countersign', read })) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'resume' as const),
      side: fc.constantFrom('them', 'us'),
    }),
  },
)

/** What the paper has gone through, kept beside it by the test itself. */
interface Seen {
  readonly submitted: Map<number, string>
  readonly approved: Map<number, string>
  readonly them: Map<number, string>
  readonly us: Map<number, string>
}

describe('the paper of an order', () => {
  test('reaches live on no way without approval and both signatures of exactly its version (promise: S-24)', () => {
    let live = 0
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 60 }), (tries) => {
        const seen: Seen = { submitted: new Map(), approved: new Map(), them: new Map(), us: new Map() }
        let paper: Paper = newPaper
        for (const act of tries) {
          if (blockedBy(paper, act) !== null) continue
          const before = paper
          paper = after(paper, act)
          if (act.do === 'submit') seen.submitted.set(paper.version, act.sha256)
          if (act.do === 'approve') seen.approved.set(paper.version, act.read)
          if (act.do === 'sign') seen.them.set(paper.version, act.read)
          if (act.do === 'countersign') seen.us.set(paper.version, act.read)
          if (act.do === 'change' && before.phase !== 'draft') {
            assert.equal(paper.version, before.version + 1, 'what somebody has seen is never changed')
            assert.deepEqual([paper.phase, paper.sha256, paper.approvedSha256], ['draft', null, null])
            assert.deepEqual(paper.signed, { them: null, us: null }, 'approval and signatures are needed anew')
            assert.deepEqual(paper.binding, before.binding, 'and what was signed before binds until then')
          }
          const state = stateAt(paper, paper.binding ? course : { ...course, startsAt: null, endsAt: null }, now)
          if (state !== 'live') continue
          live++
          const { version, sha256 } = paper.binding ?? assert.fail('live without anything that binds')
          for (const step of [seen.submitted, seen.approved, seen.them, seen.us])
            assert.equal(step.get(version), sha256)
        }
      }),
      { numRuns: 3000 },
    )
    assert.ok(live > 0, 'the control: some ways do lead there')
  })

  test('is signed by whoever read what was approved, and by no other', () => {
    const submitted = after(newPaper, { do: 'submit', sha256: 'a' })
    assert.equal(blockedBy(submitted, { do: 'sign', read: 'a' }), 'order-not-approved')
    assert.equal(blockedBy(submitted, { do: 'approve', read: 'b' }), 'order-read-otherwise')
    const approved = after(submitted, { do: 'approve', read: 'a' })
    assert.equal(blockedBy(approved, { do: 'countersign', read: 'a' }), 'order-not-signed-yet')
    assert.equal(blockedBy(approved, { do: 'sign', read: 'b' }), 'order-read-otherwise')
    assert.equal(blockedBy({ ...approved, approvedSha256: 'b' }, { do: 'sign', read: 'a' }), 'order-read-otherwise')
    const signed = after(approved, { do: 'sign', read: 'a' })
    assert.equal(blockedBy(signed, { do: 'sign', read: 'a' }), 'order-already-signed')
    const booked = after(signed, { do: 'countersign', read: 'a' })
    assert.equal(blockedBy(booked, { do: 'countersign', read: 'a' }), 'order-already-signed')
    assert.deepEqual(booked.binding, { version: 1, sha256: 'a' })
    const cancelled = after(booked, { do: 'cancel' })
    for (const act of [{ do: 'change' }, { do: 'cancel' }, { do: 'pause', side: 'us' }] as const) {
      assert.equal(blockedBy(cancelled, act), 'order-cancelled')
    }
  })

  test('is resumed by whoever paused it', () => {
    const booked: Paper = { ...newPaper, phase: 'booked', sha256: 'a', binding: { version: 1, sha256: 'a' } }
    assert.equal(blockedBy(newPaper, { do: 'pause', side: 'us' }), 'order-not-booked')
    const paused = after(booked, { do: 'pause', side: 'us' })
    assert.equal(blockedBy(paused, { do: 'resume', side: 'them' }), 'order-not-paused')
    assert.equal(blockedBy(paused, { do: 'pause', side: 'them' }), 'order-already-paused')
    assert.equal(blockedBy(paused, { do: 'resume', side: 'us' }), null)
  })
})

describe('what an order is at an instant', () => {
  const booked: Paper = { ...newPaper, phase: 'booked', sha256: 'a', binding: { version: 1, sha256: 'a' } }
  const unbound = { ...course, startsAt: null, endsAt: null }
  for (const [name, paper, of, state] of [
    ['a draft', newPaper, unbound, 'draft'],
    ['a draft with trouble', newPaper, { ...unbound, trouble: 'runs-on' }, 'trouble'],
    ['given up before anybody signed', { ...newPaper, cancelled: true }, unbound, 'cancelled'],
    ['signed by both, before its flight', booked, { ...course, startsAt: future, endsAt: later(future, 1) }, 'booked'],
    ['in its flight', booked, course, 'live'],
    ['in its flight, with a change that nobody signed', { ...booked, version: 2, phase: 'approved' }, course, 'live'],
    ['after its flight', booked, { ...course, endsAt: now }, 'finished'],
    ['paused', { ...booked, pausedBy: 'us' }, course, 'paused'],
    ['in trouble, also while paused', { ...booked, pausedBy: 'us' }, { ...course, trouble: 'stops' }, 'trouble'],
    ['without terms in force', booked, { ...course, inForce: false }, 'halted'],
    ['cancelled, until its notice is over', { ...booked, cancelled: true }, course, 'ending'],
    ['cancelled, and over', { ...booked, cancelled: true }, { ...course, endsAt: now }, 'cancelled'],
  ] as const) {
    test(name, () => assert.equal(stateAt(paper, of, now), state))
  }

  test('and whether a line is delivered then', () => {
    const line = { startsAt: past, endsAt: future, stopsAt: null }
    const is = (paper: Partial<Paper>, of: object, more: object = {}): boolean =>
      delivers({ ...booked, ...paper }, { ...course, ...of }, { ...line, ...more }, now)
    assert.equal(is({}, {}), true, 'the control')
    assert.equal(is({}, { trouble: 'runs-on' }), true)
    for (const [paper, of, more] of [
      [{ binding: null }, {}, {}],
      [{ pausedBy: 'them' }, {}, {}],
      [{}, { inForce: false }, {}],
      [{}, { trouble: 'stops' }, {}],
      [{}, {}, { startsAt: later(now, 1) }],
      [{}, {}, { endsAt: now }],
      [{}, {}, { stopsAt: now }],
    ] as const) {
      assert.equal(is(paper as Partial<Paper>, of, more), false, JSON.stringify([paper, of, more]))
    }
  })
})

describe('cancelling', () => {
  const terms = { guaranteedDays: 14, flatDays: 30, otherDays: 7 }
  for (const [priceModel, quantity, days] of [
    ['cpm', 1000n, 14],
    ['vcpm', 1000n, 14],
    ['cpm', null, 7],
    ['cpc', 1000n, 7],
    ['cpc', null, 7],
    ['flat', null, 30],
  ] as const) {
    test(`${priceModel} ${quantity === null ? 'by budget' : 'by number'} has ${days} days of notice`, () => {
      assert.equal(noticeDaysOf({ priceModel, quantity }, terms), days)
    })
  }

  test('stops a line when all days of its notice are over, and never after its flight or before now', () => {
    const line = { endsAt: at('2027-01-01T00:00:00Z'), priceModel: 'cpm', quantity: 5n } as const
    assert.deepEqual(stopOf(line, terms, at('2026-03-07T23:59:59Z')), at('2026-03-22T00:00:00Z'))
    const instants = fc
      .integer({ min: 0, max: 700 * 24 * 3600 })
      .map((s) => later(at('2026-01-01T00:00:00Z'), s * 1000))
    fc.assert(
      fc.property(instants, instants, fc.constantFrom('cpm', 'cpc', 'flat'), (from, endsAt, priceModel) => {
        const stop = stopOf({ endsAt, priceModel, quantity: null }, terms, from)
        assert.ok(stop >= from)
        if (endsAt >= from) assert.ok(stop <= endsAt)
        if (stop > from && stop < endsAt) {
          const days = noticeDaysOf({ priceModel, quantity: null }, terms)
          const whole = stop.getTime() - from.getTime()
          assert.ok(whole > days * dayMs && whole <= (days + 1) * dayMs)
          assert.equal(stop.getTime() % dayMs, 0)
        }
      }),
    )
  })
})
