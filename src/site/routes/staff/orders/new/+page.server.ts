import { redirect } from '@sveltejs/kit'
import { given } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  requireStaff({ locals }, ...locals.house.orders.orderRoles)
  return { organisation: url.searchParams.get('organisation') ?? '' }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { orders, organisations, ctx } = locals.house
    requireStaff({ locals }, ...orders.orderRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const { organisation, ...rest } = given(form)
      const input = parse(orders.OrderInput, rest)
      const organisationId = await organisations.requireOrganisationId(ctx, organisation ?? '')
      const { id } = await orders.placeOrder(ctx, locals.actor, organisationId, 'us', input)
      redirect(303, `/staff/orders/${id}`)
    })
  },
}
