import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { contrast } from '#site/ui/contrast.ts'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

/** The colours of both schemes, by token. */
function colours(): Map<string, { light: string; dark: string }> {
  const found = new Map<string, { light: string; dark: string }>()
  for (const [, name, light, dark] of css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)) {
    found.set(name!, { light: light!, dark: dark! })
  }
  for (const [, name, both] of css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g))
    found.set(name!, { light: both!, dark: both! })
  return found
}

/** Text and what it stands on, wherever the two meet. */
const pairs = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'card'],
  ['accent', 'paper'],
  ['accent', 'card'],
  ['paper', 'accent'],
  ['paper', 'ink'],
  ['ad', 'paper'],
  ['ad', 'card'],
  ['on-signal', 'danger'],
  ['on-signal', 'good'],
] as const

test('every pair of colours in use has a contrast of 4.5 to 1 or more, in light and in dark', () => {
  const tokens = colours()
  for (const [text, ground] of pairs) {
    for (const scheme of ['light', 'dark'] as const) {
      const seen = contrast(tokens.get(text)![scheme], tokens.get(ground)![scheme])
      assert.ok(seen >= 4.5, `${text} on ${ground} in ${scheme}: ${seen.toFixed(2)}`)
    }
  }
})

test('the measure can fail: a line colour is no text colour', () => {
  const tokens = colours()
  assert.ok(contrast(tokens.get('line')!.light, tokens.get('paper')!.light) < 4.5)
  assert.equal(contrast('#000000', '#ffffff').toFixed(0), '21')
})

test('the tokens are those of the design language', () => {
  const expected = {
    paper: ['#fbfaf8', '#131416'],
    card: ['#ffffff', '#1b1d20'],
    line: ['#e6e2dc', '#2c2f34'],
    ink: ['#1a1b1e', '#ececea'],
    'ink-soft': ['#5d5f66', '#a2a5ad'],
    accent: ['#2b3fd1', '#8f9dff'],
    ad: ['#b45309', '#f0a04b'],
    danger: ['#b42318', '#b42318'],
    good: ['#12714a', '#12714a'],
  }
  const tokens = colours()
  for (const [name, [light, dark]] of Object.entries(expected))
    assert.deepEqual(tokens.get(name), { light, dark }, name)
})
