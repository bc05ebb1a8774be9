import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { beginOf, dayIn, daysBetween, daysLater, flightOf, isDay, isZone } from './days.rules.ts'

const hourMs = 3_600_000

describe('days of a zone', () => {
  for (const [zone, day, begins, hours] of [
    ['UTC', '2026-03-29', '2026-03-29T00:00:00.000Z', 24],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', 24.5],
    // At midnight the clocks of Beirut and Santiago go to one o'clock: there is no midnight on that day.
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', 23],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 23],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z', 24],
    ['Pacific/Pago_Pago', '2026-01-01', '2026-01-01T11:00:00.000Z', 24],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z', 24],
  ] as const) {
    test(`${day} in ${zone} has ${hours} hours`, () => {
      const { startsAt, endsAt } = flightOf(zone, day, day)
      assert.equal(startsAt.toISOString(), begins)
      assert.equal((endsAt.getTime() - startsAt.getTime()) / hourMs, hours)
    })
  }

  test('follow each other without a gap, in every zone there is', () => {
    const zones = fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone').filter(isZone))
    const days = fc.integer({ min: 0, max: 4000 }).map((count) => daysLater('2026-01-01', count))
    fc.assert(
      fc.property(zones, days, (zone, day) => {
        const begins = beginOf(zone, day)
        assert.equal(dayIn(zone, begins), day)
        assert.ok(dayIn(zone, new Date(begins.getTime() - 1)) < day)
        const { endsAt } = flightOf(zone, day, day)
        assert.deepEqual(endsAt, beginOf(zone, daysLater(day, 1)))
      }),
      { numRuns: 300 },
    )
  })

  test('that a zone skips begin where the next one does', () => {
    assert.deepEqual(beginOf('Pacific/Apia', '2011-12-30'), beginOf('Pacific/Apia', '2011-12-31'))
  })

  test('and zones are read only where they are some', () => {
    for (const day of ['2026-02-29', '2026-13-01', '2026-1-1', '1999-01-01', '2026-04-31', 'today', '']) {
      assert.equal(isDay(day), false, day)
    }
    assert.equal(isDay('2028-02-29'), true)
    for (const zone of ['Europe/Lisbon', 'UTC', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince']) {
      assert.equal(isZone(zone), true, zone)
    }
    for (const zone of ['Europe/Atlantis', '+02:00', 'EST5EDT', '', 'CET', 'local'])
      assert.equal(isZone(zone), false, zone)
    assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2)
  })
})
