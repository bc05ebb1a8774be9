import { type RawBuilder, sql } from 'kysely'
import { type DataHolder, type Limit, type Store, type TableStore, storesOf } from '#declaration'
import { dayMs, hourMs, later } from '#platform/clock'
import type { Ctx, TxCtx } from '#platform/context'

/** Rows that go in one statement: a long queue of them never holds a lock for long. */
const batchSize = 1000

/**
 * Takes away every row that is past a declared limit, then what rooms keep by rules of their own. Safe to interrupt and
 * to run twice at once.
 *
 * @returns how many rows went
 */
export async function expire(
  ctx: Ctx,
  stores: readonly Store[],
  holders: readonly DataHolder<Ctx, TxCtx>[],
): Promise<number> {
  let count = 0
  for (const [store, limit] of limitsOf(stores)) {
    for (let gone = batchSize; gone === batchSize; count += gone) gone = await takeBatch(ctx, store, limit)
  }
  for (const { retain } of holders) count += (await retain?.(ctx)) ?? 0
  return count
}

/**
 * How many rows are past their limit by more than an hour: 0 where the worker does its work.
 *
 * @returns the tables where there are any
 */
export async function overdue(
  ctx: Ctx,
  stores: readonly Store[],
): Promise<readonly { readonly table: string; readonly rows: number }[]> {
  const before = later(ctx.clock.now(), -hourMs)
  const found = new Map<string, number>()
  for (const [store, limit] of limitsOf(stores)) {
    const { rows } = await sql<{ count: bigint | string }>`
      select count(*) from ${sql.table(store.name)} where ${isPast(limit, before)}`.execute(ctx.db)
    found.set(store.name, (found.get(store.name) ?? 0) + Number(rows[0]?.count ?? 0))
  }
  return [...found].filter(([, rows]) => rows > 0).map(([table, rows]) => ({ table, rows }))
}

const limitsOf = (stores: readonly Store[]): readonly (readonly [TableStore, Limit])[] =>
  storesOf(stores, 'table').flatMap((store) =>
    Array.isArray(store.limits) ? (store.limits as readonly Limit[]).map((limit) => [store, limit] as const) : [],
  )

async function takeBatch(ctx: Ctx, store: TableStore, limit: Limit): Promise<number> {
  const table = sql.table(store.name)
  // What the condition says is looked at again by the statement that deletes: a row that was renewed meanwhile stays.
  const past = isPast(limit, ctx.clock.now())
  const { numAffectedRows } = await sql`
    delete from ${table} where ${past} and ctid = any (array(
      select ctid from ${table} where ${past} limit ${batchSize} for update skip locked))`.execute(ctx.db)
  return Number(numAffectedRows ?? 0)
}

function isPast({ after, days = 0, hours = 0, where = {} }: Limit, now: Date): RawBuilder<boolean> {
  const before = later(now, -(days * dayMs + hours * hourMs))
  const conditions = Object.entries(where).map(([column, value]) =>
    value === null ? sql<boolean>`${sql.ref(column)} is null` : sql<boolean>`${sql.ref(column)} = ${value}`,
  )
  return sql<boolean>`${sql.join([sql<boolean>`${sql.ref(after)} <= ${before}`, ...conditions], sql` and `)}`
}
