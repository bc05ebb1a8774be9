import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idleStep, monthsLater } from './idle.rules.ts'

const at = (text: string): Date => new Date(`${text}T12:00:00Z`)

test('a number of months later is the same day, or the last of a shorter month', () => {
  for (const [from, months, to] of [
    ['2026-01-15', 12, '2027-01-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-31', 36, '2029-12-31'],
  ] as const) {
    assert.deepEqual(monthsLater(at(from), months), at(to), from)
  }
})

test('two letters before, never the end without the second and a week after it', () => {
  const seenAt = at('2026-01-15')
  for (const [day, days, toldOn, step] of [
    ['2026-12-15', null, '', 'nothing'],
    ['2026-12-16', null, '', 30],
    ['2026-12-17', 30, '2026-12-16', 'nothing'],
    ['2027-01-07', 30, '2026-12-16', 'nothing'],
    ['2027-01-08', 30, '2026-12-16', 7],
    ['2027-01-08', null, '', 7],
    ['2027-01-14', 7, '2027-01-08', 'nothing'],
    ['2027-01-15', 7, '2027-01-08', 'erase'],
    // The machine was off: the letter comes first, and a week passes.
    ['2029-05-01', null, '', 7],
    ['2029-05-01', 30, '2026-12-16', 7],
    ['2029-05-07', 7, '2029-05-01', 'nothing'],
    ['2029-05-08', 7, '2029-05-01', 'erase'],
  ] as const) {
    const told = days === null ? null : { days, at: at(toldOn) }
    assert.equal(idleStep({ months: 12, seenAt, told }, at(day)), step, `${day}, told ${days} days before`)
  }
})
