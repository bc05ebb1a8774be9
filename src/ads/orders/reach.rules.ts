import { hoursInWords } from './compose-order.rules.ts'
import type { Dimension, Line, Targets } from './order.ts'
import { nameOfTarget } from './target-names.rules.ts'

const quoted: ReadonlySet<Dimension> = new Set(['word'])

function named(targets: Targets, dimension: Dimension): string | null {
  const names = targets[dimension].map((value) => {
    const name = nameOfTarget(dimension, value)
    return quoted.has(dimension) ? `“${name}”` : name
  })
  const last = names.pop()
  return last === undefined ? null : names.length === 0 ? last : `${names.join(', ')} or ${last}`
}

/** What is said of pictures, and of where they stand, before and after the names. */
const said: readonly (readonly [dimension: Dimension, before: string, after: string])[] = [
  ['tag', 'tagged ', ''],
  ['colour', 'mostly ', ''],
  ['word', 'with ', ' in or beside them'],
  ['category', 'on pages about ', ''],
  ['vertical', 'on ', ' sites'],
  ['site-country', 'on sites from ', ''],
  ['language', 'on pages in ', ''],
]

function inWords(targets: Targets): readonly string[] {
  return said.flatMap(([dimension, before, after]) => {
    const names = named(targets, dimension)
    return names === null ? [] : [`${before}${names}${after}`]
  })
}

/** Pure: the place of a zone, as people say it: `Berlin` of `Europe/Berlin`. */
const placeOfZone = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/**
 * Pure: what a line reaches, in a sentence: `Large pictures tagged sea or harbour, on Travel sites, Mon–Fri 08–18, Berlin
 * time. Not on pages in German.` Every kind that is named has to be met, by any one of its values.
 */
export function reachInWords(line: Pick<Line, 'include' | 'exclude' | 'hours'>, zone: string): string {
  const size = named(line.include, 'size')
  const first = size === null ? 'Pictures' : `${size.charAt(0).toUpperCase()}${size.slice(1)} pictures`
  const include = inWords(line.include)
  const when = line.hours.length === 0 ? 'at all hours' : `${hoursInWords(line.hours)}, ${placeOfZone(zone)} time`
  const where = [include.length === 0 && size === null ? 'All pictures' : [first, include.join(', ')].join(' ').trim()]
  const smaller = named(line.exclude, 'size')
  const not = [...(smaller === null ? [] : [`${smaller} ones`]), ...inWords(line.exclude)]
  return `${[...where, when].join(', ')}.${not.length === 0 ? '' : ` Not ${not.join('; not ')}.`}`
}
