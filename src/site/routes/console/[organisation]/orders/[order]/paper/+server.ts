import { organisationAt, orNothing } from '#site/server/console.server.ts'
import type { RequestHandler } from './$types'

/** The newest version as PDF. */
export const GET: RequestHandler = async (event) => {
  const { orders, ctx } = event.locals.house
  const id = await organisationAt(event)
  const pdf = await orNothing(async () => {
    await orders.requireOrderOf(ctx, id, event.params.order)
    return orders.orderPdf(ctx, event.locals.actor, event.params.order)
  })
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${event.params.order}.pdf"`,
    },
  })
}
