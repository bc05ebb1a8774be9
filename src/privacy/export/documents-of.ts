import {
  audiences,
  bases,
  categories,
  eraseActions,
  groundOf,
  identifications,
  purposes,
  retentionInWords,
} from '#declaration'
import type { HeldStore } from '#privacy/access'
import type { StoreDocument } from './format.ts'

type Told = Omit<StoreDocument, 'format'>

/** A value as JSON has it: bytes in hexadecimal, instants in RFC 3339, large numbers as text. */
function plain(value: unknown): StoreDocument['rows'][number][string] {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
  }
  return value as string | number | boolean
}

/**
 * Pure: what is held, in the words of the declaration. A store where nothing is held is told of too: that there is
 * nothing is an answer. So is a column whose values are not given.
 */
export function documentsOf(held: readonly HeldStore[]): readonly Told[] {
  return held.map(({ store, count, rows, notShown }) => ({
    store: store.name,
    label: store.label,
    columns: Object.fromEntries(
      Object.entries(store.columns).map(([column, datum]) => {
        const ground = groundOf(store, datum)
        return [
          column,
          {
            label: datum.label,
            why: datum.why,
            category: categories[datum.category],
            identifies: identifications[datum.identifies],
            purposes: ground.purposes.map((purpose) => purposes[purpose]),
            basis: bases[ground.basis],
            audience: audiences[ground.audience],
            retention: retentionInWords(ground.retention),
            erase: eraseActions[ground.erase],
            sealed: datum.sealed ?? false,
            given: !notShown.includes(column),
          },
        ]
      }),
    ),
    count,
    rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]))),
  }))
}

/** The columns whose values are given. */
export const givenColumns = ({ columns }: Pick<Told, 'columns'>): readonly string[] =>
  Object.keys(columns).filter((name) => columns[name]?.given === true)
