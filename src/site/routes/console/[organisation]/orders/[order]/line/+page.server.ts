import { error, fail, redirect } from '@sveltejs/kit'
import { organisationNamed } from '#site/server/console.server.ts'
import {
  inFieldsOfLine,
  isOver,
  lineValues,
  orderAt,
  readLine,
  tellOvertaken,
  withLists,
} from '#site/server/order-form.server.ts'
import { answering } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const order = await orderAt(event)
  const shown = event.url.searchParams.get('line')
  const { lines, zone, currency, title } = order.content
  const line = lines.find((one) => lineValues(house, one)['line'] === shown)
  if (shown !== null && !line) error(404, 'There is nothing at this address.')
  return {
    order: { id: order.id, title, zone, currency, revision: order.revision },
    mayChange: order.mayAct && !isOver(order),
    mayAct: order.mayAct,
    values: line ? lineValues(house, line) : {},
    reach: line ? house.orders.reachInWords(line, zone) : null,
    sectors: Object.entries(house.sites.verticals).toSorted(([, one], [, other]) => one.localeCompare(other, 'en')),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, actor } = event.locals
    const { orders, ctx } = house
    const { order } = event.params
    const form = withLists(await event.request.formData())
    const answer = await answering(form, async () => {
      const line = readLine(house, form)
      await orders.requireOrderOf(ctx, await organisationNamed(event), order)
      await orders.putLine(ctx, actor, 'them', order, line)
      redirect(303, `/console/${event.params.organisation}/orders/${order}#lines`)
    })
    if (answer.data.code === 'order-does-not-fit' || answer.data.code === 'category-unknown') {
      return fail(answer.status, { ...answer.data, fields: inFieldsOfLine(answer.data.fields) })
    }
    return tellOvertaken(answer, async () => {
      const { revision, content } = await orders.getOrder(ctx, actor, order)
      const line = content.lines.find((one) => lineValues(house, one)['line'] === form.get('line'))
      return { revision, says: line ? lineValues(house, line) : {} }
    })
  },
}
