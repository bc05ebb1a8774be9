import { organisationAt, orNothing } from '#site/server/console.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { orders, ctx } = event.locals.house
  const id = await organisationAt(event)
  const list = await orNothing(() => orders.listOrders(ctx, event.locals.actor, id))
  return {
    orders: list.map(({ totalMicros, ...order }) => ({ ...order, total: orders.writeMicros(totalMicros) })),
  }
}
