import { type ActionFailure, redirect } from '@sveltejs/kit'
import { organisationNamed } from '#site/server/console.server.ts'
import { isOver, orderAt } from '#site/server/order-form.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { FormRefusal } from '#site/ui/form-refusal.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const { orders, ctx } = event.locals.house
  const order = await orderAt(event)
  const { lines, zone } = order.content
  return {
    order,
    now: ctx.clock.now(),
    isOver: isOver(order),
    amounts: lines.map((line) => ({
      rate: orders.writeMicros(line.rateMicros),
      budget: line.budgetMicros === null ? null : orders.writeMicros(line.budgetMicros),
      cost: orders.writeMicros(orders.costMicros(line)),
      reach: orders.reachInWords(line, zone),
      competesIn: line.competesIn.map((sector) => orders.nameOfTarget('vertical', sector)).join(', '),
    })),
    lineIds: (orders.asFilledIn(order.content).lines ?? []).map(({ id }) => id ?? ''),
    total: orders.writeMicros(orders.totalMicros(lines)),
  }
}

/**
 * One act on the order of the page, and the way back to it.
 *
 * @param read what the form sent, looked at before anything of the order is
 */
const acting =
  <Input>(
    read: (event: RequestEvent, form: FormData) => Input,
    act: (event: RequestEvent, input: Input) => Promise<unknown>,
  ) =>
  async (event: RequestEvent): Promise<ActionFailure<FormRefusal>> => {
    const { orders, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = read(event, form)
      await orders.requireOrderOf(ctx, await organisationNamed(event), event.params.order)
      await act(event, input)
      redirect(303, `/console/${event.params.organisation}/orders/${event.params.order}`)
    })
  }
const nothing = (): null => null

/** Begins another order like this one, and leads to it. */
const copying = (renew: boolean) => async (event: RequestEvent) => {
  const { orders, ctx } = event.locals.house
  return answering(await event.request.formData(), async () => {
    await orders.requireOrderOf(ctx, await organisationNamed(event), event.params.order)
    const { id } = await orders.copyOrder(ctx, event.locals.actor, 'them', { order: event.params.order, renew })
    redirect(303, `/console/${event.params.organisation}/orders/${id}`)
  })
}

export const actions: Actions = {
  remove: acting(
    ({ locals: { house } }, form) => {
      const { line, revision } = texts(form)
      return parse(house.orders.RemoveLineInput, { line, revision })
    },
    ({ locals: { house, actor }, params }, input) =>
      house.orders.removeLine(house.ctx, actor, 'them', params.order, input),
  ),
  submit: acting(nothing, ({ locals: { house, actor }, params }) =>
    house.orders.submitOrder(house.ctx, actor, 'them', params.order),
  ),
  sign: acting(
    ({ locals: { house }, params }, form) => {
      const { sha256, name, title, authority } = texts(form)
      return parse(house.orders.SignOrderInput, { order: params.order, sha256, name, title, authority })
    },
    ({ locals: { house, actor } }, input) => house.orders.signOrder(house.ctx, actor, 'them', input),
  ),
  pause: acting(nothing, ({ locals: { house, actor }, params }) =>
    house.orders.pauseOrder(house.ctx, actor, 'them', { order: params.order, pause: true }),
  ),
  resume: acting(nothing, ({ locals: { house, actor }, params }) =>
    house.orders.pauseOrder(house.ctx, actor, 'them', { order: params.order, pause: false }),
  ),
  copy: copying(false),
  renew: copying(true),
}
