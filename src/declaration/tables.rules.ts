import { type Disagreement, compareNames } from './disagreement.ts'
import { type PartKind, type Store, storesOf } from './store.ts'

/** A column as the database reports it. A table outside the schema `public` has its schema in front. */
export interface FoundColumn {
  readonly table: string
  readonly column: string
  /** Its type as SQL calls it, for example `text[]`. */
  readonly type: string
  /** The names of the indexes that hold a copy of it, or of something made from it. */
  readonly indexes: readonly string[]
}

/** A part of the database that is no table. */
export interface FoundPart {
  readonly part: PartKind
  readonly name: string
  /** Where it lies; empty where it lies in none. */
  readonly schema: string
}

/** A column that points at a row of another table. */
export interface FoundLink {
  readonly table: string
  readonly column: string
  readonly to: string
}

/** Pure: everything in which the declared tables and the columns found differ, in both directions. */
export function disagreements(stores: readonly Store[], found: readonly FoundColumn[]): readonly Disagreement[] {
  const result: Disagreement[] = []
  const declared = new Map<string, ReadonlySet<string>>()
  const names = new Set<string>()
  for (const store of stores) {
    const name = `${store.kind} ${store.name}`
    if (names.has(name)) result.push({ problem: 'declared-twice', name: store.name })
    names.add(name)
    if (store.kind === 'schema') {
      for (const [table, { columns }] of Object.entries(store.tables)) {
        declared.set(`${store.name}.${table}`, new Set(columns))
      }
    }
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
  result.push(...compareNames(declared.keys(), seen.keys(), 'undeclared-table', 'missing-table'))
  for (const [table, columns] of seen) {
    const known = declared.get(table)
    if (!known) continue
    for (const { problem, name } of compareNames(known, columns, 'undeclared-column', 'missing-column')) {
      result.push({ problem, name: `${table}.${name}` })
    }
  }
  return result
}

/** Types whose values have parts that no declaration names. */
const shapeless = /^(jsonb?|xml|hstore|record)\b/

/**
 * Pure: columns of ours whose parts nobody could declare one by one, and indexes that hold a second copy of what
 * identifies somebody by itself or of what people wrote.
 */
export function columnDisagreements(stores: readonly Store[], found: readonly FoundColumn[]): readonly Disagreement[] {
  const tables = new Map(storesOf(stores, 'table').map((store) => [store.name, store]))
  return found.flatMap(({ table, column, type, indexes }) => {
    const datum = tables.get(table)?.columns[column]
    if (!datum) return []
    const result: Disagreement[] = []
    if (shapeless.test(type)) result.push({ problem: 'shapeless', name: `${table}.${column}` })
    if (datum.identifies === 'alone' || datum.category === 'user.content') {
      result.push(...indexes.map((index) => ({ problem: 'personal-index' as const, name: index })))
    }
    return result
  })
}

/** What a library may have in its own schema without our naming it. */
const librarysOwn: ReadonlySet<PartKind> = new Set(['function', 'trigger', 'rule', 'type', 'sequence', 'policy'])

/** Pure: parts that could copy, change or send away rows, and that nobody declared; and the other way round. */
export function partDisagreements(stores: readonly Store[], found: readonly FoundPart[]): readonly Disagreement[] {
  const schemas = new Set(storesOf(stores, 'schema').map(({ name }) => name))
  const isLibrarys = ({ part, name, schema }: FoundPart): boolean =>
    (librarysOwn.has(part) && schemas.has(schema)) || (part === 'schema' && schemas.has(name))
  return compareNames(
    // Roles are no part of a database but of its server: `rightDisagreements` compares them.
    storesOf(stores, 'database-part')
      .filter(({ part }) => part !== 'role')
      .map(({ part, name }) => `${part} ${name}`),
    found.filter((one) => !isLibrarys(one)).map(({ part, name }) => `${part} ${name}`),
    'undeclared-part',
    'missing-part',
  )
}

const soundsLikeLog = /_(logs?|requests|accesses|visits|hits|audits?)$/
const ofAccount = /^user\.(account\.(id|username)|contact)/

/**
 * Pure: a log that says whose account it was, by a foreign key or by a column (promise G-07). A table is a log when it
 * says so, or sounds so.
 */
export function linkDisagreements(stores: readonly Store[], found: readonly FoundLink[]): readonly Disagreement[] {
  const logs = new Map(
    storesOf(stores, 'table')
      .filter((store) => store.log ?? soundsLikeLog.test(store.name))
      .map((store) => [store.name, store]),
  )
  const isLog = (table: string): boolean => logs.has(table) || soundsLikeLog.test(table)
  const names = new Set([
    ...found
      .filter(({ table, to }) => isLog(table) && to.startsWith('accounts_'))
      .map((one) => `${one.table}.${one.column}`),
    ...[...logs.values()].flatMap(({ name, columns }) =>
      Object.entries(columns)
        .filter(([, { category }]) => ofAccount.test(category))
        .map(([column]) => `${name}.${column}`),
    ),
    ...storesOf(stores, 'log-field')
      .filter(({ category }) => ofAccount.test(category))
      .map(({ name }) => name),
  ])
  return [...names].map((name) => ({ problem: 'log-names-account' as const, name }))
}
