import { redirect } from '@sveltejs/kit'
import { given } from '#site/server/console.server.ts'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  memberOf(event)
  return { kind: event.url.searchParams.get('kind') ?? '' }
}

export const actions: Actions = {
  default: async (event) => {
    memberOf(event)
    const { organisations, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = parse(organisations.CreateOrganisationInput, given(form))
      const { shownId } = await organisations.createOrganisation(ctx, event.locals.actor, input)
      redirect(303, `/console/${shownId}?created`)
    })
  },
}
