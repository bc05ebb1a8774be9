import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/people'
import { hourMs } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { counted, daysShown } from './counted.rules.ts'
import { type ShownCount, shownCount, shownParts } from './floor.rules.ts'

/** There is no other filter, so that none can be used to take one figure from another. */
export const ReadStatisticsInput = z.strictObject({
  what: z.enum(counted).default('page'),
  /** A day of those shown: then its hours. */
  day: z.iso.date({ error: 'Give a day like 2026-01-31.' }).optional(),
})
export type ReadStatisticsInput = z.output<typeof ReadStatisticsInput>

/** A table of figures, each with the floor under it already. */
export interface ShownStatistics {
  readonly what: ReadStatisticsInput['what']
  readonly day: string | null
  /** Days, the last first; or the hours of the day, `00` to `23`, in UTC. */
  readonly columns: readonly string[]
  /** Only those of which some figure is shown. */
  readonly rows: readonly { readonly pattern: string; readonly cells: readonly ShownCount[] }[]
  /** The days that can be asked for. */
  readonly days: readonly string[]
}

/**
 * Figures for staff, read as the role of the statistics. The page, the CSV and the JSON all show this and nothing else.
 *
 * @throws Refusal those of `requireRole`, `statistics-not-shown` where the day is not over or too long ago
 */
export async function readStatistics(
  ctx: Ctx,
  actor: Actor,
  { what, day }: ReadStatisticsInput,
): Promise<ShownStatistics> {
  requireRole(actor, 'admin')
  const days = daysShown(ctx.clock.now())
  if (day === undefined) return tableOf({ what, day: null, columns: days, days, rows: await byDay(ctx, what, days) })
  if (!days.includes(day)) {
    throw new Refusal('not-found', 'statistics-not-shown', 'There are figures of whole days of the last two weeks.')
  }
  const columns = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
  return tableOf({ what, day, columns, days, rows: await byHour(ctx, what, day) })
}

const tableOf = (table: ShownStatistics): ShownStatistics => ({
  ...table,
  rows: table.rows.filter(({ cells }) => cells.some((cell) => cell !== null)),
})

async function byDay(ctx: Ctx, what: string, days: readonly string[]): Promise<ShownStatistics['rows']> {
  const found = await ctx
    .dbAs('statistics')
    .selectFrom('privacy_statistics_days')
    .where('counted', '=', what)
    .where('day', 'in', days)
    .select(['pattern', 'day', 'times'])
    .orderBy('pattern')
    .execute()
  return [...Map.groupBy(found, ({ pattern }) => pattern)].map(([pattern, ofPattern]) => ({
    pattern,
    cells: days.map((day) => shownCount(Number(ofPattern.find((row) => row.day === day)?.times ?? 0))),
  }))
}

async function byHour(ctx: Ctx, what: string, day: string): Promise<ShownStatistics['rows']> {
  const from = new Date(`${day}T00:00:00Z`)
  const found = await ctx
    .dbAs('statistics')
    .selectFrom('privacy_statistics_hours')
    .where('counted', '=', what)
    .where('hour', '>=', from)
    .where('hour', '<', new Date(from.getTime() + 24 * hourMs))
    .select(['pattern', 'hour', 'times'])
    .orderBy('pattern')
    .execute()
  return [...Map.groupBy(found, ({ pattern }) => pattern)].map(([pattern, ofPattern]) => {
    const times = Array.from({ length: 24 }, (_, hour) =>
      Number(ofPattern.find((row) => row.hour.getUTCHours() === hour)?.times ?? 0),
    )
    return { pattern, cells: shownParts(times) }
  })
}
