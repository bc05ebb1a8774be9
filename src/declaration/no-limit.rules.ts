import { aloneOf } from './alone.rules.ts'
import { dataOf } from './complete.rules.ts'
import { type Store, type StoreKind, type TableStore, groundOf } from './store.ts'
import { eraseActions, retentionInWords, subjects } from './terms.ts'

/** What is kept until somebody ends it, with the reason and the way in which it goes. */
export interface WithoutLimit {
  readonly kind: StoreKind
  /** Of the store. */
  readonly name: string
  readonly label: string
  /** The parts that are kept in this way; empty where it is the store itself. */
  readonly parts: readonly string[]
  readonly whose: string
  readonly kept: string
  readonly erased: string
  /** Where the person changes or deletes it; null where it concerns nobody. */
  readonly deletedAt: string | null
}

/** Pure: everything that no clock ends: while an account or a picture exists, or without limit (promise G-117). */
export function withoutTimeLimit(stores: readonly Store[]): readonly WithoutLimit[] {
  return stores.flatMap((store) => {
    const alike = new Map<string, WithoutLimit>()
    for (const [part, datum] of dataOf(store)) {
      const { retention, subject, erase } = groundOf(store, datum)
      if (retention.kind === 'for' || retention.kind === 'while-needed') continue
      const [whose, kept, erased] = [subjects[subject], retentionInWords(retention), eraseActions[erase]]
      const key = [whose, kept, erased].join('|')
      const { kind, name, label } = store
      const deletedAt = subject === 'none' ? null : kind === 'table' ? pageOf(store) : '/privacy/my-data'
      const parts = [...(alike.get(key)?.parts ?? []), ...(part === '' ? [] : [datum.label])]
      alike.set(key, { kind, name, label, parts, whose, kept, erased, deletedAt })
    }
    return [...alike.values()]
  })
}

/** Where rows of a table go: alone, or, where they stay as long as the account, with it. */
function pageOf(store: TableStore): string {
  const { rowsBy, columns, at } = aloneOf(store)
  if (at !== null) return at
  return rowsBy !== null || columns.length > 0 ? '/privacy/my-data' : '/settings/account/close'
}
