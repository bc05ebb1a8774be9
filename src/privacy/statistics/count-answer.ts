import { sql } from 'kysely'
import { minuteMs } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { type Answer, type Counted, countedAs, dayOf, hourOf, isInTime } from './counted.rules.ts'

/** Counts wait so long in memory, so that an answer never waits for them. A crash loses them. */
const flushAfterMs = minuteMs

/** Patterns stand in the code; more than this are none. */
const kindsMax = 5000

interface Count {
  readonly what: Counted
  readonly pattern: string
  readonly hour: Date
  times: number
}

interface Batch {
  readonly counts: Map<string, Count>
  readonly timer: NodeJS.Timeout
}

/** One batch for each database that this process is connected to. */
const batches = new WeakMap<Ctx['db'], Batch>()

/** Counts an answer, if it is one that counts. Who asked is not told to it. */
export function countAnswer(ctx: Ctx, answer: Answer): void {
  const as = countedAs(answer)
  if (as) add(ctx, { ...as, hour: hourOf(ctx.clock.now()), times: 1 })
}

function add(ctx: Ctx, count: Count): void {
  const { counts } = batches.get(ctx.db) ?? openBatch(ctx)
  const key = `${count.hour.getTime()} ${count.what} ${count.pattern}`
  const known = counts.get(key)
  if (known) known.times += count.times
  else if (counts.size < kindsMax) counts.set(key, { ...count })
}

function openBatch(ctx: Ctx): Batch {
  const flush = (): void => {
    flushCounts(ctx).catch((error: unknown) => ctx.log.warn('statistics could not be written yet', { error }))
  }
  const batch = { counts: new Map<string, Count>(), timer: setTimeout(flush, flushAfterMs).unref() }
  batches.set(ctx.db, batch)
  return batch
}

/**
 * Writes down what was counted, as the role of the statistics. To be called before the database is closed; else the timer
 * does it. What comes too late for its hour is dropped.
 */
export async function flushCounts(ctx: Ctx): Promise<void> {
  const batch = batches.get(ctx.db)
  if (!batch) return
  batches.delete(ctx.db)
  clearTimeout(batch.timer)
  const counts = [...batch.counts.values()].filter(({ hour }) => isInTime(hour, ctx.clock.now()))
  if (counts.length === 0) return
  const rows = sql`unnest(${counts.map(({ what }) => what)}::text[], ${counts.map(({ pattern }) => pattern)}::text[],
    ${counts.map(({ hour }) => hour.toISOString())}::timestamptz[], ${counts.map(({ hour }) => dayOf(hour))}::date[],
    ${counts.map(({ times }) => times)}::bigint[]) as given (counted, pattern, hour, day, times)`
  try {
    // Both in one transaction, each in the order of its key, so that processes wait for each other and never in a circle.
    await ctx
      .dbAs('statistics')
      .transaction()
      .execute(async (db) => {
        await sql`
          insert into privacy_statistics_hours as known (counted, pattern, hour, times)
          select counted, pattern, hour, times from ${rows} order by hour, counted, pattern
          on conflict (hour, counted, pattern) do update set times = known.times + excluded.times`.execute(db)
        await sql`
          insert into privacy_statistics_days as known (counted, pattern, day, times)
          select counted, pattern, day, sum(times) from ${rows} group by day, counted, pattern order by day, counted, pattern
          on conflict (day, counted, pattern) do update set times = known.times + excluded.times`.execute(db)
      })
  } catch (error) {
    for (const count of counts) add(ctx, count)
    throw error
  }
}
