import type { RequestEvent } from '@sveltejs/kit'
import type { ShownStatistics } from '#privacy/statistics'
import { parseOrNotFound } from './refusals.server.ts'
import { requireStaff } from './staff-only.server.ts'

/** What page, CSV and JSON show alike. */
export async function statisticsFor({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): Promise<ShownStatistics> {
  requireStaff({ locals }, 'admin')
  const { statistics, ctx } = locals.house
  const input = parseOrNotFound(statistics.ReadStatisticsInput, Object.fromEntries(url.searchParams))
  return statistics.readStatistics(ctx, locals.actor, input)
}
