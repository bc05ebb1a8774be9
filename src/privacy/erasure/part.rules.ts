import { type Store, type TableStore, aloneOf, tablesOfSubjects } from '#declaration'
import { type Chapter, chapterOf, chapters } from '#privacy/access'

/** What somebody wants to have deleted while their account stays. */
export interface Part {
  /** A table, or a heading under which tables stand. */
  readonly of: string
  /** Of a table: the row with this value in the column that tells its rows from one another. */
  readonly row?: string | undefined
  /** Of a table: the value that goes, where single ones do. */
  readonly column?: string | undefined
}

/** What goes of one table: whole rows, or the values of some columns. */
export interface Piece {
  readonly store: TableStore
  /** Null: of every row. */
  readonly row: { readonly column: string; readonly value: string } | null
  /** Null: the rows themselves. */
  readonly columns: readonly string[] | null
}

/** A part, taken apart; `staying` are the tables of it that do not go alone. */
export interface PartInPieces {
  readonly label: { readonly chapter: Chapter } | { readonly table: string }
  readonly pieces: readonly Piece[]
  readonly staying: readonly TableStore[]
}

/** Pure: what goes with a part, by the declarations; null where there is no such part. */
export function takeApart(stores: readonly Store[], { of, row, column }: Part): PartInPieces | null {
  const tables = tablesOfSubjects(stores)
  const chapter = chapters.find((one) => one === of)
  if (chapter) {
    if (row !== undefined || column !== undefined) return null
    const inIt = tables.filter((store) => chapterOf(store) === chapter)
    return {
      label: { chapter },
      pieces: inIt.flatMap((store) => pieceOf(store) ?? []),
      staying: inIt.filter((store) => aloneOf(store).rowsBy === null),
    }
  }
  const store = tables.find(({ name }) => name === of)
  if (!store || (column !== undefined && !(column in store.columns))) return null
  const piece = pieceOf(store, row, column)
  return { label: { table: store.label }, pieces: piece ? [piece] : [], staying: piece ? [] : [store] }
}

function pieceOf(store: TableStore, row?: string, column?: string): Piece | null {
  const { rowsBy, columns } = aloneOf(store)
  if (rowsBy !== null) {
    if (column !== undefined) return null
    return { store, row: row === undefined ? null : { column: rowsBy, value: row }, columns: null }
  }
  const going = column === undefined ? columns : columns.filter((one) => one === column)
  return row === undefined && going.length > 0 ? { store, row: null, columns: going } : null
}
