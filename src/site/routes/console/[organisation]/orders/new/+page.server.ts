import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { zones } from '#site/server/order-form.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { agreements, organisationBilling, organisations, orders, ctx } = event.locals.house
  const id = await organisationAt(event)
  // What is known of the organisation stands there already.
  const { name, email, telephone, streetAddress } = await orNothing(() =>
    organisations.getOrganisation(ctx, event.locals.actor, id),
  )
  return {
    // One form begins one order, however often it is sent.
    draft: orders.newOrderId(ctx),
    values: {
      ...{ company: name, email: email ?? '', telephone: telephone ?? '', street: streetAddress ?? '' },
      currency: (await agreements.termsInForce(ctx, id, 'advertiser'))?.currency ?? 'USD',
      zone: 'UTC',
    },
    zones: zones(),
    isBillingKnown: (await organisationBilling.billingGiven(ctx, id)).invoice,
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { orders, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const { draft, ...values } = given(form)
      const input = parse(orders.OrderInput, values)
      const organisationId = await organisationNamed(event)
      const { id } = await orders.placeOrder(ctx, event.locals.actor, organisationId, 'them', input, draft)
      redirect(303, `/console/${event.params.organisation}/orders/${id}`)
    })
  },
}
