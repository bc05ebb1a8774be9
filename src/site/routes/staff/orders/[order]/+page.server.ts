import { type ActionFailure, redirect } from '@sveltejs/kit'
import { given, orNothing } from '#site/server/console.server.ts'
import { readLine, withLine } from '#site/server/short-line-form.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { FormRefusal } from '#site/ui/form-refusal.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { orders, ctx } = locals.house
  requireStaff({ locals }, ...orders.orderRoles)
  const order = await orNothing(() => orders.getOrder(ctx, locals.actor, params.order))
  const { lines } = order.content
  return {
    order,
    reasons: orders.troubleReasons,
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
    requireStaff(event, ...event.locals.house.orders.orderRoles)
    const form = await event.request.formData()
    return answering(form, async () => {
      await act(event, read(event, form))
      redirect(303, `/staff/orders/${event.params.order}`)
    })
  }
const nothing = (): null => null

const pausing = (pause: boolean) =>
  acting(nothing, ({ locals: { house, actor }, params }) =>
    house.orders.pauseOrder(house.ctx, actor, 'us', { order: params.order, pause }),
  )

export const actions: Actions = {
  line: acting(
    ({ locals: { house } }, form) => readLine(house, form),
    async ({ locals: { house, actor }, params: { order } }, line) => {
      const { revision, ...input } = withLine(house, await house.orders.getOrder(house.ctx, actor, order), line)
      await house.orders.changeOrder(house.ctx, actor, 'us', { order, revision }, input)
    },
  ),
  remove: acting(
    ({ locals: { house } }, form) => {
      const { line, revision } = texts(form)
      return { ...parse(house.orders.RemoveLineInput, { line, revision }), shown: line }
    },
    async ({ locals: { house, actor }, params: { order } }, { shown, revision }) => {
      const filledIn = house.orders.asFilledIn((await house.orders.getOrder(house.ctx, actor, order)).content)
      const lines = (filledIn.lines ?? []).filter(({ id }) => id !== shown)
      const input = parse(house.orders.OrderInput, { ...filledIn, lines })
      await house.orders.changeOrder(house.ctx, actor, 'us', { order, revision }, input)
    },
  ),
  submit: acting(nothing, ({ locals: { house, actor }, params }) =>
    house.orders.submitOrder(house.ctx, actor, 'us', params.order),
  ),
  approve: acting(
    ({ locals: { house }, params }, form) =>
      parse(house.orders.ApproveOrderInput, { ...given(form), order: params.order }),
    ({ locals: { house, actor } }, input) => house.orders.approveOrder(house.ctx, actor, input),
  ),
  decline: acting(
    ({ locals: { house }, params }, form) =>
      parse(house.orders.DeclineOrderInput, { ...given(form), order: params.order }),
    ({ locals: { house, actor } }, input) => house.orders.declineOrder(house.ctx, actor, input),
  ),
  sign: acting(
    ({ locals: { house }, params }, form) =>
      parse(house.orders.SignOrderInput, { ...given(form), order: params.order }),
    ({ locals: { house, actor } }, input) => house.orders.signOrder(house.ctx, actor, 'us', input),
  ),
  trouble: acting(
    ({ locals: { house }, params }, form) => {
      const { stopsDelivery, ...rest } = given(form)
      const input = { ...rest, order: params.order, stopsDelivery: stopsDelivery !== undefined }
      return parse(house.orders.ReportTroubleInput, input)
    },
    ({ locals: { house, actor } }, input) => house.orders.reportTrouble(house.ctx, actor, input),
  ),
  solve: acting(
    ({ locals: { house } }, form) => parse(house.orders.SolveTroubleInput, given(form)),
    ({ locals: { house, actor } }, input) => house.orders.solveTrouble(house.ctx, actor, input),
  ),
  pause: pausing(true),
  resume: pausing(false),
  cancel: acting(nothing, ({ locals: { house, actor }, params }) =>
    house.orders.cancelOrder(house.ctx, actor, 'us', params.order),
  ),
}
