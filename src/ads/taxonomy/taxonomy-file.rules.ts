import { verticals } from '#ads/sites'
import { type Category, idPattern } from './category.ts'

/** Columns of the second line; the first one says what stands above them. Read on 2026-11-22. */
const columns = ['Unique ID', 'Parent', 'Name', 'Tier 1', 'Tier 2', 'Tier 3', 'Tier 4']
const nameMax = 120
/** The published file has 704. */
const categoriesMax = 20_000
/** As many reasons are given at once. */
const reasonsMax = 10

export interface Read {
  readonly categories: readonly Category[]
  /** What is not understood, by the line it stands in; the file is taken only where there is nothing. */
  readonly problems: Readonly<Record<string, string>>
}

interface Row {
  readonly line: number
  readonly id: string
  readonly parent: string
  readonly name: string
  readonly isSensitive: boolean
}

/**
 * Pure: the published file of the Content Taxonomy 3.1: two lines of headings, then one subject a line, its cells between
 * tabs. A cell holds no tab and no quotation marks, so nothing has to be taken out of them.
 */
export function readTaxonomy(text: string): Read {
  const problems: Record<string, string> = {}
  const say = (line: number | 'file', reason: string): void => {
    if (Object.keys(problems).length < reasonsMax) problems[line === 'file' ? line : `line ${line}`] ??= reason
  }
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const cellsOf = (line: number): string[] => (lines[line - 1] ?? '').split('\t').map((cell) => cell.trim())

  if (!/content taxonomy v?3\.1\b/i.test(lines[0] ?? '')) {
    say(1, 'This is where the file says that it is the Content Taxonomy v3.1. Take the published TSV file.')
  }
  const headings = cellsOf(2)
  if (columns.some((name, at) => headings[at] !== name)) say(2, `The columns have to be ${columns.join(', ')}.`)
  if (Object.keys(problems).length > 0) return { categories: [], problems }

  const rows = new Map<string, Row>()
  for (let line = 3; line <= lines.length; line++) {
    if ((lines[line - 1] ?? '').trim() === '') continue
    const reason = mistakeIn(cellsOf(line), rows)
    if (reason !== null) {
      say(line, reason)
      continue
    }
    const [id = '', parent = '', name = '', , , , , extension] = cellsOf(line)
    // An earlier printing names what stands at the top as its own parent.
    rows.set(id, { line, id, parent: parent === id ? '' : parent, name, isSensitive: extension === 'SCD' })
  }
  if (rows.size > categoriesMax) say('file', `It has more than ${categoriesMax} subjects.`)
  for (const { line, id, parent } of rows.values()) {
    if (parent !== '' && !rows.has(parent)) say(line, `Its parent ${parent} is nowhere in the file.`)
    else if (pathOf(rows, id) === null) say(line, 'Its parents lead back to itself, or are more than five.')
  }
  for (const [id, name] of Object.entries(verticals)) {
    if (!rows.has(id)) say('file', `${id} (${name}) is in use here and missing in it. Take the whole file.`)
  }
  const categories = [...rows.values()].map(({ id, parent, name, isSensitive }) => ({
    ...{ id, parentId: parent === '' ? null : parent, name, isSensitive },
    path: pathOf(rows, id) ?? [name],
  }))
  return Object.keys(problems).length > 0 ? { categories: [], problems } : { categories, problems }
}

/** Why a line is not a subject, or null. */
function mistakeIn(cells: readonly string[], rows: ReadonlyMap<string, Row>): string | null {
  const [id = '', parent = '', name = '', ...rest] = cells
  if (cells.length < columns.length || cells.length > columns.length + 1) {
    return `It has ${cells.length} cells; there have to be ${columns.length}, or ${columns.length + 1}.`
  }
  if (!idPattern.test(id)) return 'Its id is not one to eight letters and digits.'
  const before = rows.get(id)
  if (before) return `Its id ${id} stands in line ${before.line} already.`
  if (parent !== '' && !idPattern.test(parent)) return 'Its parent is not one to eight letters and digits.'
  if (name === '') return 'It has no name.'
  if ([name, ...rest].some((cell) => cell.length > nameMax)) return `A cell has more than ${nameMax} characters.`
  if (cells.some((cell) => /[\p{Cc}\u2028\u2029]/u.test(cell))) return 'It has characters that cannot be read.'
  const tiers = rest.slice(0, 4)
  const depth = tiers.filter(Boolean).length
  if (depth === 0 || tiers.slice(0, depth).some((tier) => tier === '')) return 'Its tiers have gaps.'
  return null
}

/** Names from the top down to one, or null where they never end. */
function pathOf(rows: ReadonlyMap<string, Row>, id: string): readonly string[] | null {
  const names: string[] = []
  for (let at = rows.get(id); at; at = rows.get(at.parent)) {
    if (names.length === 6) return null
    names.unshift(at.name)
  }
  return names
}
