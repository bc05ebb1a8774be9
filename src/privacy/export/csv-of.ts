import { stringify } from 'csv-stringify/sync'

/**
 * What a table program would take for a formula when it stands first in a cell; the last four are the full-width ones
 * (OWASP, CSV Injection). The apostrophes before it count too, so that taking one away gives back what was there.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/

/** A text as it stands in a cell. */
const cellOf = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** What stood in a cell before it was guarded. */
export const textOfCell = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell)

function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return cellOf(value)
  // A number is no formula, also below nought.
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return cellOf(JSON.stringify(value))
}

const options = { record_delimiter: 'windows', quoted_match: /^$|^\s|\s$|[\r\n]/ } as const

/** Rows as CSV (RFC 4180): a line with the names, then one for each row. Lists and objects stand as JSON. */
export function* csvOf(
  columns: readonly string[],
  rows: Iterable<Readonly<Record<string, unknown>>>,
): Generator<string> {
  // With the mark that tells table programs that this is UTF-8.
  yield `\uFEFF${stringify([columns.map(cellOf)], options)}`
  for (const row of rows) {
    const cells = columns.map((name) => shown(row[name]))
    // A line of nothing but an empty cell would be no line.
    yield stringify([cells], options)
  }
}
