import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { organisations, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { name, country, email, telephone, streetAddress, preferredChannel } = await orNothing(() =>
    organisations.getOrganisation(ctx, event.locals.actor, id),
  )
  return {
    about: { name, country, email, telephone, streetAddress, preferredChannel },
    isSaved: event.url.searchParams.has('saved'),
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { organisations, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisations.EditOrganisationInput, given(form))
      const id = await organisationNamed({ locals, params })
      await organisations.editOrganisation(ctx, locals.actor, id, input)
      redirect(303, `/console/${params.organisation}/settings?saved`)
    })
  },
}
