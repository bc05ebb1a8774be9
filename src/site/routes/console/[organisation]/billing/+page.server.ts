import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house, actor } = event.locals
  const id = await organisationAt(event)
  const { kind, roles } = await orNothing(() => house.organisations.getOrganisation(house.ctx, actor, id))
  const done = (['saved', 'payout'] as const).find((word) => event.url.searchParams.has(word)) ?? null
  if (!house.organisations.mayAs(roles, ['finance']) || actor.kind !== 'member')
    return { isYours: false as const, done }
  const billing = await house.organisationBilling.readBilling(house.ctx, actor, id)
  const { hasPasskey, authenticatorSince } = await house.signIn.secondFactorsOf(house.ctx, actor.personId)
  return {
    isYours: true as const,
    terms: kind === 'publisher' ? await house.publishers.readEarningTerms(house.ctx, actor, id) : null,
    billing,
    hasFactor: hasPasskey || authenticatorSince !== null,
    isStrong: actor.via.kind === 'session' && actor.via.strong,
    done,
  }
}

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const { organisationBilling, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisationBilling.SaveBillingInput, given(form))
      await organisationBilling.saveBilling(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, `/console/${params.organisation}/billing?saved`)
    })
  },
  payout: async ({ locals, params, request }) => {
    const { organisationBilling, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisationBilling.ChangePayoutInput, given(form))
      await organisationBilling.changePayout(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, `/console/${params.organisation}/billing?payout`)
    })
  },
}
