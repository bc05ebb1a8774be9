import type { TestName } from '#privacy/promises'

/** The name of a test or suite as it stands in the source. Of a template literal, with its `${…}`. */
const title =
  /\b(?:test|it|suite|describe)(?:\.\w+)?\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g

/** The names of all tests and suites in a source. */
export const titlesIn = (source: string): readonly string[] =>
  [...source.matchAll(title)].map(([, a, b, c]) => (a ?? b ?? c ?? '').replaceAll(/\\(.)/g, '$1'))

/** The promises that a name cites: `(promise: G-06)`, or several as `(promises: G-06, G-63)`. */
export const citedPromises = (name: string): readonly string[] =>
  [...name.matchAll(/\(promises?: ([A-Z]-\d+(?:, [A-Z]-\d+)*)\)/g)].flatMap(([, ids = '']) => ids.split(', '))

export function splitTestName(test: TestName): { readonly path: string; readonly part: string } {
  const at = test.indexOf(' › ')
  return { path: test.slice(0, at), part: test.slice(at + ' › '.length) }
}

/** Those of the names in a file that hold the part. */
export const findTest = (titles: readonly string[], test: TestName): readonly string[] =>
  titles.filter((name) => name.includes(splitTestName(test).part))
