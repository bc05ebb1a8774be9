import { listAt } from '#site/server/order-list.server.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { orders } = event.locals.house
  const { picked } = await listAt(event)
  return new Response(orders.ownOrdersInCsv(picked), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="orders-${event.params.organisation}.csv"`,
    },
  })
}
