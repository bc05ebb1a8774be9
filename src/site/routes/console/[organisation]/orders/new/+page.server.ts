import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { organisations, ctx } = event.locals.house
  const id = await organisationAt(event)
  // What is known of the organisation stands there already.
  const { name, email, telephone, streetAddress } = await orNothing(() =>
    organisations.getOrganisation(ctx, event.locals.actor, id),
  )
  return { known: { company: name, email: email ?? '', telephone: telephone ?? '', street: streetAddress ?? '' } }
}

export const actions: Actions = {
  default: async (event) => {
    const { orders, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = parse(orders.OrderInput, given(form))
      const organisationId = await organisationNamed(event)
      const { id } = await orders.placeOrder(ctx, event.locals.actor, organisationId, 'them', input)
      redirect(303, `/console/${event.params.organisation}/orders/${id}`)
    })
  },
}
