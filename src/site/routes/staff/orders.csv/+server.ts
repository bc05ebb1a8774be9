import { parseOrNotFound } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals, url }) => {
  const { orders, ctx } = locals.house
  requireStaff({ locals }, ...orders.orderRoles)
  const find = parseOrNotFound(orders.FindOrdersInput, Object.fromEntries(url.searchParams))
  return new Response(orders.ordersInCsv(await orders.listOrdersOfAll(ctx, locals.actor, find)), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="orders.csv"' },
  })
}
