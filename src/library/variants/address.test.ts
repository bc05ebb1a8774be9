import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '#platform/clock'
import type { Id } from '#platform/ids'
import { addressOf, offeredWidths, permits } from './index.ts'

const clock = fixedClock('2026-01-05T09:00:00Z')
/** Stands for the vault: a signature is the text itself. */
const vault = {
  sign: (use: string, text: string) => `${use} ${text}`,
  signed: (use: string, text: string, sig: string) => sig === `${use} ${text}`,
}
const signer = { clock, vault }
const place = {
  imageId: '019b8d62-7a80-76a1-83ed-c58ad28d1cff' as Id<'image'>,
  version: 3,
  width: 640,
  format: 'jpeg' as const,
}

test('an open address is the id, the version, the width and the format', () => {
  assert.match(addressOf(signer, place, true), /^\/i\/img_[0-9a-z]{26}-3\/640\.jpg$/)
})

test('a signed address holds at least 15 minutes, at most 20, for this rendition of this version only', () => {
  const url = new URL(addressOf(signer, place, false), 'http://x')
  const permit = { until: Number(url.searchParams.get('until')), sig: url.searchParams.get('sig') ?? '' }
  const seconds = permit.until - clock.now().getTime() / 1000
  assert.ok(seconds >= 900 && seconds <= 1200, String(seconds))
  assert.equal(permits(signer, place, permit), true)
  for (const other of [{ version: 4 }, { width: 320 }, { format: 'png' as const }])
    assert.equal(permits(signer, { ...place, ...other }, permit), false, JSON.stringify(other))
  clock.advanceMs(seconds * 1000)
  assert.equal(permits(signer, place, permit), false)
})

test('widths are those of the grid below the picture’s own, and its own', () => {
  assert.deepEqual(offeredWidths(700), [160, 320, 480, 640, 700])
  assert.deepEqual(offeredWidths(640), [160, 320, 480, 640])
  assert.deepEqual(offeredWidths(90), [90])
  assert.equal(offeredWidths(16_000).at(-1), 16_000)
})
