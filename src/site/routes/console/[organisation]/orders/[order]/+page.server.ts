import { type ActionFailure, redirect } from '@sveltejs/kit'
import { organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { readLine, withLine } from '#site/server/order-form.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { FormRefusal } from '#site/ui/form-refusal.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const { orders, ctx } = event.locals.house
  const id = await organisationAt(event)
  const order = await orNothing(async () => {
    await orders.requireOrderOf(ctx, id, event.params.order)
    return orders.getOrder(ctx, event.locals.actor, event.params.order)
  })
  const { lines } = order.content
  return {
    order,
    amounts: lines.map((line) => ({
      rate: orders.writeMicros(line.rateMicros),
      budget: line.budgetMicros === null ? null : orders.writeMicros(line.budgetMicros),
      cost: orders.writeMicros(orders.costMicros(line)),
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
  line: acting(
    ({ locals: { house } }, form) => readLine(house, form),
    async ({ locals: { house, actor }, params }, line) => {
      const shown = await house.orders.getOrder(house.ctx, actor, params.order)
      const { revision, ...input } = withLine(house, shown, line)
      await house.orders.changeOrder(house.ctx, actor, 'them', { order: params.order, revision }, input)
    },
  ),
  remove: acting(
    ({ locals: { house } }, form) => {
      const { line, revision } = texts(form)
      return { ...parse(house.orders.RemoveLineInput, { line, revision }), shown: line }
    },
    async ({ locals: { house, actor }, params }, { shown, revision }) => {
      const { content } = await house.orders.getOrder(house.ctx, actor, params.order)
      const filledIn = house.orders.asFilledIn(content)
      const lines = (filledIn.lines ?? []).filter(({ id }) => id !== shown)
      const input = parse(house.orders.OrderInput, { ...filledIn, lines })
      await house.orders.changeOrder(house.ctx, actor, 'them', { order: params.order, revision }, input)
    },
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
  cancel: acting(nothing, ({ locals: { house, actor }, params }) =>
    house.orders.cancelOrder(house.ctx, actor, 'them', params.order),
  ),
  copy: copying(false),
  renew: copying(true),
}
