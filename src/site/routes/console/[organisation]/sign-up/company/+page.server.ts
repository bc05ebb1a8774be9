import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { requirePublisher } from '#site/server/publishers.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { organisations, publishers, ctx } = event.locals.house
  const { actor } = event.locals
  const id = await organisationAt(event)
  const { kind, roles, ...shown } = await orNothing(() => organisations.getOrganisation(ctx, actor, id))
  requirePublisher(kind)
  if (!organisations.mayAs(roles, ['owner'])) return { about: null, signatory: null }
  const { name, country, email, telephone, streetAddress, preferredChannel } = shown
  return {
    about: { name, country, email, telephone, streetAddress, preferredChannel },
    signatory: await publishers.readSignatory(ctx, actor, id),
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { organisations, publishers, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const { signatoryName = '', signatoryTitle, ...rest } = given(form)
      const about = parse(organisations.EditOrganisationInput, rest)
      const signatory = parse(publishers.SaveSignatoryInput, {
        signatoryName,
        ...(signatoryTitle === undefined ? {} : { signatoryTitle }),
      })
      const id = await organisationNamed({ locals, params })
      await organisations.editOrganisation(ctx, locals.actor, id, about)
      await publishers.saveSignatory(ctx, locals.actor, id, signatory)
      redirect(303, `/console/${params.organisation}/sign-up`)
    })
  },
}
