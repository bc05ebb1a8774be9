import { sql } from 'kysely'
import { type Store, type TableStore, groundOf, tablesOfSubjects } from '#declaration'
import type { AnyCtx } from '#platform/context'
import { type OneOfRows, concerns } from './rows-of-subject.ts'

/** Values as they are shown: a column whose audience is nobody is not among them. */
export type HeldRow = Readonly<Record<string, unknown>>

/** What one table holds on one subject. */
export interface HeldStore {
  readonly store: TableStore
  /** How many rows there are, however many are shown. */
  readonly count: number
  readonly rows: readonly HeldRow[]
  /** Columns that are held and not shown, not even to the subject: hashes and secrets would only help a thief. */
  readonly notShown: readonly string[]
}

export interface HeldOptions {
  /** How many rows of a table to give at most. */
  readonly rowsMax?: number
  /** How many rows of a table to leave out before. */
  readonly skip?: number
  readonly only?: OneOfRows
}

/**
 * Everything held on a subject in tables, derived from the declarations: each table whose path leads to them, in the
 * order of the declarations, also those in which there is nothing. Sealed values are opened for the purpose
 * `rights.answer`; one whose key is destroyed is null.
 */
export async function heldOn(
  ctx: AnyCtx,
  stores: readonly Store[],
  subjectId: string,
  options: HeldOptions = {},
): Promise<readonly HeldStore[]> {
  const held: HeldStore[] = []
  for (const store of tablesOfSubjects(stores)) held.push(await heldIn(ctx, stores, store, subjectId, options))
  return held
}

/** What one table holds on a subject. */
export async function heldIn(
  ctx: AnyCtx,
  stores: readonly Store[],
  store: TableStore,
  subjectId: string,
  { rowsMax, skip = 0, only }: HeldOptions = {},
): Promise<HeldStore> {
  const where = concerns(stores, store, subjectId, only)
  const shown = Object.keys(store.columns).filter((column) => isShown(store, column))
  const columns = sql.join(shown.map((column) => sql.ref(column)))
  // Ordered by every value that can be ordered, so that two exports of the same are the same.
  const order = sql.join(shown.map((_, at) => sql.lit(at + 1)))
  const limit = rowsMax === undefined ? sql`` : sql`limit ${rowsMax} offset ${skip}`
  const found =
    shown.length === 0
      ? []
      : await sql<Record<string, unknown>>`
          select ${columns} from ${sql.table(store.name)} where ${where} order by ${order} ${limit}`
          .execute(ctx.db)
          .then(({ rows }) => rows)
  const rows = await Promise.all(found.map((row) => opened(ctx, store, subjectId, row)))
  const count =
    rowsMax !== undefined || shown.length === 0 ? await countIn(ctx, stores, store, subjectId, only) : found.length
  return { store, count, rows, notShown: Object.keys(store.columns).filter((column) => !isShown(store, column)) }
}

/** How many rows of a table concern a subject. */
export async function countIn(
  ctx: AnyCtx,
  stores: readonly Store[],
  store: TableStore,
  subjectId: string,
  only?: OneOfRows,
): Promise<number> {
  const { rows } = await sql<{ count: bigint | string }>`
    select count(*) from ${sql.table(store.name)} where ${concerns(stores, store, subjectId, only)}`.execute(ctx.db)
  return Number(rows[0]?.count ?? 0)
}

const isShown = (store: TableStore, column: string): boolean => {
  const datum = store.columns[column]
  return datum !== undefined && groundOf(store, datum).audience !== 'nobody'
}

async function opened(ctx: AnyCtx, store: TableStore, subjectId: string, row: HeldRow): Promise<HeldRow> {
  const result: Record<string, unknown> = {}
  for (const [column, value] of Object.entries(row)) {
    const sealed = store.columns[column]?.sealed === true && value instanceof Buffer
    result[column] = sealed
      ? await ctx.vault.open(ctx.db, { column: `${store.name}.${column}`, subjectId }, value, 'rights.answer')
      : value instanceof Buffer
        ? value.toString('hex')
        : value
  }
  return result
}
