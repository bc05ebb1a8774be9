import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hourMs, later, secondMs } from '#platform/clock'
import type { Breach } from './breach.ts'
import { type ReminderStage, type Step, type StepReason, dueAt, stageOf, stepBlockedBy } from './breach.rules.ts'

const noticedAt = new Date('2026-03-27T22:30:00Z')
const due = new Date('2026-03-30T22:30:00Z')

describe('the clock to the authority', () => {
  test('is 72 hours, also over a weekend and a change of clocks', () => assert.deepEqual(dueAt({ noticedAt }), due))

  const cases: readonly (readonly [string, number, Breach['state'], ReminderStage | null])[] = [
    ['at the beginning', -72 * hourMs, 'open', null],
    ['a second before the last day', -24 * hourMs - secondMs, 'open', null],
    ['on the last day', -24 * hourMs, 'open', '24 hours'],
    ['in the last hours', -6 * hourMs, 'open', '6 hours'],
    ['at the end', 0, 'open', 'overdue'],
    ['long after', 1000 * hourMs, 'open', 'overdue'],
    ['when it was reported', hourMs, 'reported', null],
    ['when it need not be', hourMs, 'not-reportable', null],
    ['when it is closed', hourMs, 'closed', null],
  ]
  for (const [name, afterMs, state, wanted] of cases) {
    test(name, () => assert.equal(stageOf({ noticedAt, state }, later(due, afterMs)), wanted))
  }
})

describe('a step', () => {
  const open = { state: 'open', severity: 'risk', measures: '', noticedAt, noticeTo: null } as const
  const cases: readonly (readonly [string, Step, Partial<Breach>, string, number, StepReason | null])[] = [
    ['reports in time', 'report', {}, '', -1, null],
    ['reports late with reasons', 'report', {}, 'We had to count.', 1, null],
    ['does not report late without', 'report', {}, '', 1, 'delay-unexplained'],
    ['reports what was thought harmless', 'report', { state: 'not-reportable' }, '', -1, null],
    ['does not report twice', 'report', { state: 'reported' }, '', -1, 'not-from-here'],
    ['leaves what harms nobody', 'not-reportable', { severity: 'unlikely' }, 'Enciphered.', -1, null],
    ['does not leave it without a word', 'not-reportable', { severity: 'unlikely' }, '', -1, 'reasons-missing'],
    ['does not leave what may harm', 'not-reportable', {}, 'Enciphered.', -1, 'not-unlikely'],
    [
      'does not leave what was reported',
      'not-reportable',
      { state: 'reported', severity: 'unlikely' },
      'x',
      -1,
      'not-from-here',
    ],
    ['does not close what is open', 'close', { measures: 'x' }, '', -1, 'not-from-here'],
    ['closes what was reported', 'close', { state: 'reported', measures: 'x' }, '', -1, null],
    ['does not close without measures', 'close', { state: 'reported' }, '', -1, 'measures-missing'],
    [
      'does not close before people know',
      'close',
      { state: 'reported', severity: 'high', measures: 'x' },
      '',
      -1,
      'people-not-told',
    ],
    [
      'closes when they do',
      'close',
      { state: 'reported', severity: 'high', measures: 'x', noticeTo: 'everybody' },
      '',
      -1,
      null,
    ],
    ['reopens what is closed', 'reopen', { state: 'closed' }, '', -1, null],
    ['does not reopen what is open', 'reopen', {}, '', -1, 'not-from-here'],
  ]
  for (const [name, step, more, note, afterMs, wanted] of cases) {
    test(name, () => assert.equal(stepBlockedBy(step, { ...open, ...more }, note, later(due, afterMs)), wanted))
  }
})
