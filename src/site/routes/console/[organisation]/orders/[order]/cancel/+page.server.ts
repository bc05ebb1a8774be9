import { redirect } from '@sveltejs/kit'
import { organisationNamed } from '#site/server/console.server.ts'
import { isOver, orderAt } from '#site/server/order-form.server.ts'
import { answering } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { id, content, cancelling, mayAct, bindingVersion, ...order } = await orderAt(event)
  const flights = new Map(content.lines.map((line) => [line.id, line.endsOn]))
  return {
    order: { id, title: content.title },
    mayCancel: mayAct && !isOver(order),
    mayAct,
    isBound: bindingVersion !== null,
    ends: (cancelling ?? []).map((end) => ({ ...end, endsOn: flights.get(end.lineId) ?? null })),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { orders, ctx } = event.locals.house
    const { order } = event.params
    return answering(await event.request.formData(), async () => {
      await orders.requireOrderOf(ctx, await organisationNamed(event), order)
      await orders.cancelOrder(ctx, event.locals.actor, 'them', order)
      redirect(303, `/console/${event.params.organisation}/orders/${order}`)
    })
  },
}
