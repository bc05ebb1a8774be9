import { error, redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { organisationContacts, organisations, ctx } = event.locals.house
  const id = await organisationAt(event)
  const places = await orNothing(() => organisationContacts.listContacts(ctx, event.locals.actor, id))
  const place = places.find(({ kind }) => kind === (event.url.searchParams.get('kind') ?? 'technical'))
  if (!place) error(404, 'There is nothing at this address.')
  await organisations.requireRoleIn(ctx, event.locals.actor, id, place.kind)
  return { kind: place.kind, contact: place.contact }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { organisationContacts, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisationContacts.SaveContactInput, given(form))
      await organisationContacts.saveContact(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, `/console/${params.organisation}/contacts?saved`)
    })
  },
}
