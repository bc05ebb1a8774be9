import type { Difference, PrivacyPromise } from './promise.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The state of every promise as Markdown, for `docs/generated`. */
export function promisesInMarkdown(promises: readonly PrivacyPromise[], differences: readonly Difference[]): string {
  const kept = promises.filter(({ state }) => state === 'kept').length
  const lines = [
    '# Promises',
    '',
    'Every promise, whether it is kept, and by which tests. Generated from `src/privacy/promises`; do not edit.',
    '',
    `Kept: ${kept} of ${promises.length}.`,
    '',
    '| number | promise | principle | kind | owner | state | shown by |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ]
  for (const promise of promises) {
    const { id, title, principle, kind, owner, state } = promise
    const shownBy = promise.state === 'kept' ? promise.tests.map((test) => `\`${test}\``).join('; ') : ''
    const known = promise.state === 'not yet' && promise.partly ? `in part: ${promise.partly}` : shownBy
    lines.push(`| ${[id, title, principle, kind, `\`${owner}\``, state, known].map(cell).join(' | ')} |`)
  }
  lines.push(
    '',
    '## Where the two statements differ',
    '',
    '| number | difference | what we do |',
    '| --- | --- | --- |',
  )
  for (const { id, difference, resolution } of differences) {
    lines.push(`| ${[id, difference, resolution].map(cell).join(' | ')} |`)
  }
  return `${lines.join('\n')}\n`
}
