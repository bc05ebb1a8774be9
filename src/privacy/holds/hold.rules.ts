import { type Datum, type Store, type TableStore, groundOf, tablesOfSubjects } from '#declaration'

/** A hold that should last longer is looked at again, and placed anew with a reason. */
export const holdYearsMax = 10

/** Pure: why a hold cannot end then, or null where it can. */
export function endBlockedBy(endsAt: Date, now: Date): 'end-in-past' | 'end-too-late' | null {
  if (endsAt <= now) return 'end-in-past'
  const last = new Date(now)
  last.setUTCFullYear(last.getUTCFullYear() + holdYearsMax)
  return endsAt > last ? 'end-too-late' : null
}

/** A table of which something can be held. */
export interface HoldableTable {
  readonly name: string
  readonly label: string
  /** By `table.column`. */
  readonly fields: readonly { readonly name: string; readonly label: string }[]
}

const owner = 'privacy/holds'

/** What proves who somebody is or opens something is worth nothing once they are gone, and much to a thief. */
const isHoldable = (store: TableStore, datum: Datum): boolean =>
  groundOf(store, datum).audience !== 'nobody' &&
  datum.category !== 'user.credential' &&
  datum.category !== 'system.key'

/** Pure: every field that can be held: of tables that lead to a person, without secrets and without holds themselves. */
export function holdableTables(stores: readonly Store[]): readonly HoldableTable[] {
  return tablesOfSubjects(stores).flatMap((store) => {
    if (store.owner === owner) return []
    const fields = Object.entries(store.columns).flatMap(([column, datum]) =>
      isHoldable(store, datum) ? [{ name: `${store.name}.${column}`, label: datum.label }] : [],
    )
    return fields.length === 0 ? [] : [{ name: store.name, label: store.label, fields }]
  })
}

/** Pure: those of the fields that cannot be held. */
export function notHoldable(stores: readonly Store[], fields: readonly string[]): readonly string[] {
  const holdable = new Set(holdableTables(stores).flatMap((table) => table.fields.map(({ name }) => name)))
  return fields.filter((field) => !holdable.has(field))
}

/** Pure: the tables of the fields, each with the columns that are named and no others. */
export function tablesOfFields(stores: readonly Store[], fields: readonly string[]): readonly TableStore[] {
  const named = new Set(fields)
  return tablesOfSubjects(stores).flatMap((store) => {
    const columns = Object.entries(store.columns).filter(([column]) => named.has(`${store.name}.${column}`))
    return columns.length === 0 ? [] : [{ ...store, columns: Object.fromEntries(columns) }]
  })
}

/** Pure: the fields as the data map calls them, in its order; one that is not on it any more by its name. */
export function fieldsInWords(stores: readonly Store[], fields: readonly string[]): readonly string[] {
  const known = tablesOfFields(stores, fields).flatMap((store) =>
    Object.entries(store.columns).map(([column, { label }]) => [
      `${store.name}.${column}`,
      `${label} (${store.label})`,
    ]),
  )
  const names = new Set(known.map(([name]) => name))
  return [...known.map(([, words]) => words ?? ''), ...fields.filter((field) => !names.has(field))]
}
