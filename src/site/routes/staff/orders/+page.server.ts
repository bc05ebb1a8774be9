import { parseOrNotFound } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { orders, ctx } = locals.house
  requireStaff({ locals }, ...orders.orderRoles)
  const find = parseOrNotFound(orders.FindOrdersInput, Object.fromEntries(url.searchParams))
  const found = await orders.listOrdersOfAll(ctx, locals.actor, find)
  return {
    find,
    states: orders.orderStates,
    orders: found.map(({ totalMicros, ...order }) => ({ ...order, total: orders.writeMicros(totalMicros) })),
    csv: `/staff/orders.csv${url.search}`,
  }
}
