import { statisticsFor } from '#site/server/statistics.server.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const table = await statisticsFor(event)
  const name = `statistics-${table.what}-${table.day ?? 'days'}.csv`
  return new Response(event.locals.house.statistics.statisticsInCsv(table), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` },
  })
}
