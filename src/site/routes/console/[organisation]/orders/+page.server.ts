import { listAt } from '#site/server/order-list.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { orders } = event.locals.house
  const { picked, all, asked } = await listAt(event)
  return {
    orders: picked.map(({ totalMicros, ...order }) => ({ ...order, total: orders.writeMicros(totalMicros) })),
    count: all.length,
    asked,
    states: orders.orderStates,
  }
}
