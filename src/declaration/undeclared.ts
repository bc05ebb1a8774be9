import type { Store } from './store.ts'

/** A column as the database reports it. */
export interface FoundColumn {
  readonly table: string
  readonly column: string
}

/** Why the declaration and the database disagree. */
export interface Disagreement {
  readonly problem:
    'undeclared-table' | 'undeclared-column' | 'missing-table' | 'missing-column' | 'declared-twice' | 'foreign-owner'
  readonly name: string
}

/** Pure: everything in which the declared tables and the columns found differ, in both directions. */
export function disagreements(stores: readonly Store[], found: readonly FoundColumn[]): readonly Disagreement[] {
  const result: Disagreement[] = []
  const declared = new Map<string, Set<string>>()
  const names = new Set<string>()
  for (const store of stores) {
    const name = `${store.kind} ${store.name}`
    if (names.has(name)) result.push({ problem: 'declared-twice', name: store.name })
    names.add(name)
    if (store.kind !== 'table') continue
    declared.set(store.name, new Set(Object.keys(store.columns)))
    const wing = store.owner.split('/')[0]
    if (!store.name.startsWith(`${wing}_`)) result.push({ problem: 'foreign-owner', name: store.name })
  }

  const seen = new Map<string, Set<string>>()
  for (const { table, column } of found) {
    const columns = seen.get(table) ?? new Set()
    columns.add(column)
    seen.set(table, columns)
  }

  for (const [table, columns] of seen) {
    const known = declared.get(table)
    if (!known) {
      result.push({ problem: 'undeclared-table', name: table })
      continue
    }
    for (const column of columns) {
      if (!known.has(column)) result.push({ problem: 'undeclared-column', name: `${table}.${column}` })
    }
  }
  for (const [table, columns] of declared) {
    const there = seen.get(table)
    if (!there) {
      result.push({ problem: 'missing-table', name: table })
      continue
    }
    for (const column of columns) {
      if (!there.has(column)) result.push({ problem: 'missing-column', name: `${table}.${column}` })
    }
  }
  return result
}
