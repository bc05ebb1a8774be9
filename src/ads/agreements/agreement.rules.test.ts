import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dayMs, later } from '#platform/clock'
import type { AgreementRow } from './agreement.ts'
import { afterTheEnd, bindsAt, lastDayOf, overAfterDays, stateAt } from './agreement.rules.ts'

const at = (text: string): Date => new Date(text)
/** Any instant of two years with a leap day, the hours of clock changes among them. */
const instants = fc
  .integer({ min: 0, max: 731 * 24 * 3600 - 1 })
  .map((s) => later(at('2027-01-01T00:00:00Z'), s * 1000))
const days = fc.integer({ min: 0, max: 180 })

describe('the end of an agreement', () => {
  for (const [name, from, count, over] of [
    ['after a month of 31 days', '2026-01-31T15:00:00Z', 30, '2026-03-03T00:00:00.000Z'],
    ['over the end of a February', '2026-02-27T23:59:59Z', 7, '2026-03-07T00:00:00.000Z'],
    ['over a leap day', '2028-02-27T00:00:00Z', 7, '2028-03-06T00:00:00.000Z'],
    ['over the clock change of New York', '2026-03-07T23:30:00-05:00', 7, '2026-03-16T00:00:00.000Z'],
    ['over the clock change of Berlin, backwards', '2026-10-24T23:30:00+02:00', 7, '2026-11-01T00:00:00.000Z'],
    ['over the end of a year', '2026-12-31T12:00:00Z', 14, '2027-01-15T00:00:00.000Z'],
  ] as const) {
    test(`is counted in days of UTC ${name}`, () => {
      assert.equal(overAfterDays(at(from), count).toISOString(), over)
    })
  }

  test('comes when exactly the days of notice are over, whatever the hour of the notice and the zone of the machine', () => {
    const zone = process.env['TZ']
    try {
      fc.assert(
        fc.property(
          instants,
          days,
          fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia', 'Australia/Lord_Howe'),
          (from, count, tz) => {
            process.env['TZ'] = tz
            const over = overAfterDays(from, count)
            assert.equal(over.getTime() % dayMs, 0)
            const whole = over.getTime() - from.getTime()
            assert.ok(whole > count * dayMs && whole <= (count + 1) * dayMs)
            const first = at(`${from.toISOString().slice(0, 10)}T00:00:00Z`)
            assert.deepEqual(overAfterDays(first, count), over, 'every hour of a day counts alike')
            assert.equal(
              lastDayOf(over),
              later(first, count * dayMs)
                .toISOString()
                .slice(0, 10),
            )
          },
        ),
      )
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  test('brings last payment and deletion by its own parameters (promise: S-79)', () => {
    assert.deepEqual(afterTheEnd(at('2026-02-01T00:00:00Z'), { finalPaymentDays: 45, dataDays: 0 }), {
      endsAt: at('2026-02-01T00:00:00Z'),
      lastDay: '2026-01-31',
      finalPaymentBy: '2026-03-17',
      dataGoneBy: '2026-01-31',
    })
    fc.assert(
      fc.property(instants, days, days, (endsAt, finalPaymentDays, dataDays) => {
        const end = afterTheEnd(endsAt, { finalPaymentDays, dataDays })
        const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / dayMs
        assert.equal(daysBetween(end.lastDay, end.finalPaymentBy), finalPaymentDays)
        assert.equal(daysBetween(end.lastDay, end.dataGoneBy), dataDays)
      }),
    )
  })
})

describe('what an agreement is at an instant', () => {
  const now = at('2026-06-15T12:00:00Z')
  const [before, after] = [later(now, -dayMs), later(now, dayMs)]
  type Row = Pick<AgreementRow, 'state' | 'inForceAt' | 'endsAt'>
  const cases: readonly (readonly [string, Row, string, boolean])[] = [
    ['offered', { state: 'offered', inForceAt: null, endsAt: null }, 'offered', false],
    ['signed by one side', { state: 'signed', inForceAt: null, endsAt: null }, 'signed', false],
    ['an offer that gave way', { state: 'superseded', inForceAt: null, endsAt: before }, 'superseded', false],
    ['from this instant on', { state: 'in-force', inForceAt: now, endsAt: null }, 'in-force', true],
    ['before its day', { state: 'in-force', inForceAt: after, endsAt: null }, 'signed', false],
    ['under notice', { state: 'notice', inForceAt: before, endsAt: after }, 'notice', true],
    ['at the end of its notice', { state: 'notice', inForceAt: before, endsAt: now }, 'ended', false],
    ['ended', { state: 'ended', inForceAt: before, endsAt: before }, 'ended', false],
    ['until the next version holds', { state: 'superseded', inForceAt: before, endsAt: after }, 'in-force', true],
    ['since the next version holds', { state: 'superseded', inForceAt: before, endsAt: now }, 'superseded', false],
    ['ended before its day came', { state: 'notice', inForceAt: after, endsAt: now }, 'ended', false],
  ]
  for (const [name, row, state, binds] of cases) {
    test(name, () => assert.deepEqual([stateAt(row, now), bindsAt(row, now)], [state, binds]))
  }
})
