import type { TestName } from '#privacy/promises'
import type { Ending } from './report-lines.ts'
import { splitTestName } from './test-titles.ts'

/** The tests or suites by a part of their name (several where a loop makes them), with what ended within each. */
function endingsOf(endings: readonly Ending[], test: TestName): readonly Ending[] {
  const { part } = splitTestName(test)
  return endings.flatMap((own, at) => {
    if (!own.name.includes(part)) return []
    let first = at
    while (first > 0 && (endings[first - 1]?.nesting ?? 0) > own.nesting) first--
    return endings.slice(first, at + 1)
  })
}

/** Why a test cannot be said to have passed, or null where it has. One that was skipped has not. */
export function notPassed(endings: readonly Ending[], test: TestName): string | null {
  const own = endingsOf(endings, test)
  if (own.length === 0) return 'it did not run'
  const bad = own.find(({ passed, because }) => !passed && because !== 'within') ?? own.find(({ passed }) => !passed)
  if (bad) return `“${bad.name}” failed: ${bad.words ?? ''}`
  const skipped = own.find(({ skipped }) => skipped)
  return skipped ? `“${skipped.name}” was skipped` : null
}

/** What failed of a file that ran whole, each with why; one line where nothing ran. */
export function failedOf(endings: readonly Ending[]): readonly string[] {
  if (endings.length === 0) return ['nothing of it ran']
  return endings
    .filter(({ passed, because }) => !passed && because !== 'within')
    .map(({ name, words }) => `“${name}” failed: ${words ?? ''}`)
}

/**
 * Why a planted breach was not noticed as it should be, or null where it was: the test failed, by an assertion, and
 * nothing about the run itself was broken.
 */
export function notNoticed(endings: readonly Ending[], test: TestName): string | null {
  const own = endingsOf(endings, test)
  if (own.length === 0) return 'the test did not run'
  if (own.every(({ passed }) => passed)) return 'the test passed all the same'
  const broken = endings.find(({ because }) => because === 'other')
  if (broken) return `the test failed for another reason than an assertion: ${broken.words ?? ''}`
  return own.some(({ because }) => because === 'assertion') ? null : 'the test failed without saying why'
}
