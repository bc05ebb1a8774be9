import { redirect } from '@sveltejs/kit'
import { activeMemberOf, given } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  activeMemberOf(event)
  return { kind: event.url.searchParams.get('kind') ?? '' }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { organisations, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisations.CreateOrganisationInput, given(form))
      const { shownId } = await organisations.createOrganisation(ctx, locals.actor, input)
      redirect(303, `/console/${shownId}?created`)
    })
  },
}
