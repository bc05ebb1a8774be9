import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytes, day, dimensions, moment, share } from './format.ts'

test('weights are told in kB and MB, and never as 1,000 kB', () => {
  assert.deepEqual([0, 999, 1000, 48_321, 999_499, 999_500, 2_140_000].map(bytes), [
    '0 B',
    '999 B',
    '1 kB',
    '48 kB',
    '999 kB',
    '1 MB',
    '2.1 MB',
  ])
})

test('a trace of transparency is not rounded away, nor is a trace of colour', () => {
  assert.deepEqual([0, 0.0004, 0.25, 0.998, 1].map(share), ['0%', 'less than 1%', '25%', 'more than 99%', '100%'])
})

test('sizes and times read as people write them', () => {
  const instant = new Date('2026-11-22T09:05:00Z')
  assert.equal(dimensions(1280, 853), '1,280 × 853')
  assert.equal(day(instant, 'UTC'), 'November 22, 2026')
  assert.equal(moment(instant, 'UTC'), 'Nov 22, 2026, 9:05 AM UTC')
})
