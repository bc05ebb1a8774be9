import { redirect } from '@sveltejs/kit'
import { given, organisationNamed } from '#site/server/console.server.ts'
import { headValues, isOver, neededOfHead, orderAt, tellOvertaken, zones } from '#site/server/order-form.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const order = await orderAt(event)
  return {
    order: {
      ...{ id: order.id, title: order.content.title, revision: order.revision, phase: order.phase },
      bindingVersion: order.bindingVersion,
    },
    mayChange: order.mayAct && !isOver(order),
    mayAct: order.mayAct,
    values: headValues(order),
    zones: zones(order.content.zone),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, actor } = event.locals
    const { orders, ctx } = house
    const { order } = event.params
    const form = await event.request.formData()
    const answer = await answering(form, async () => {
      const values = given(form)
      // What an order cannot be without is asked for where it was emptied, and not left as it was.
      const needed = Object.fromEntries(neededOfHead.map((name) => [name, values[name] ?? '']))
      const purchaseOrder = values['purchaseOrder'] ?? null
      const input = parse(orders.ChangeHeadInput, { ...values, ...needed, purchaseOrder })
      await orders.requireOrderOf(ctx, await organisationNamed(event), order)
      await orders.changeHead(ctx, actor, 'them', order, input)
      redirect(303, `/console/${event.params.organisation}/orders/${order}`)
    })
    return tellOvertaken(answer, async () => {
      const now = await orders.getOrder(ctx, actor, order)
      return { revision: now.revision, says: headValues(now) }
    })
  },
}
