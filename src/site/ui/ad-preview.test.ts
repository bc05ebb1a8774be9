import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { adPreview } from '#site/messages/en/ad-preview.ts'
import { formats } from '#support/offers'

const component = readFileSync(join(import.meta.dirname, 'AdPreview.svelte'), 'utf8')

/** The last rule of these selectors alone, outside any condition. */
function ruleOf(selector: string): string {
  const found = component.split(`\n  ${selector} {\n`)[1]?.split('\n  }')[0]
  assert.ok(found, selector)
  return found
}

/** A size in per cent of the picture. */
const shareOf = (rule: string, size: string): number => Number(new RegExp(`\\b${size}: (\\d+)%`).exec(rule)?.[1] ?? 100)

test('what is offered is what can be looked at: every format has a name and no other does', () => {
  assert.deepEqual(Object.keys(adPreview.formats), Object.keys(formats))
})

test('no ad covers more than a fifth of its picture before somebody asks for more', () => {
  for (const selector of ['.ad', '.corner .ad,\n  .canvas .ad']) {
    const rule = ruleOf(selector)
    const covered = (shareOf(rule, 'inline-size') * shareOf(rule, 'block-size')) / 10_000
    assert.ok(covered > 0.05 && covered <= 0.2, `${selector}: ${covered}`)
  }
})

test('what closes an ad is 24 px or more on each side, and 44 px for a finger', () => {
  const sides = (rule: string): number[] =>
    [...rule.matchAll(/min-(?:inline|block)-size: ([\d.]+)rem/g)].map(([, rem]) => Number(rem) * 16)
  const [forAll = '', forFingers = ''] = component.split('@media (pointer: coarse)')
  for (const [part, least] of [
    [forAll.split('\n  .tick {')[1]?.split('}')[0] ?? '', 24],
    [forFingers.split('}')[0] ?? '', 44],
  ] as const) {
    assert.equal(sides(part).length, 2)
    for (const side of sides(part)) assert.ok(side >= least, `${side} px`)
  }
})
