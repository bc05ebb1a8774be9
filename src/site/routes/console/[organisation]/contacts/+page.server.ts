import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { organisationContacts, organisations, ctx } = event.locals.house
  const id = await organisationAt(event)
  const places = await orNothing(() => organisationContacts.listContacts(ctx, event.locals.actor, id))
  const { roles, status } = await organisations.getOrganisation(ctx, event.locals.actor, id)
  return {
    places: places.map((place) => ({
      ...place,
      mayChange: status === 'open' && organisations.mayAs(roles, [place.kind]),
    })),
    done: (['saved', 'removed'] as const).find((word) => event.url.searchParams.has(word)) ?? null,
  }
}

export const actions: Actions = {
  remove: async ({ locals, params, request }) => {
    const { organisationContacts, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisationContacts.RemoveContactInput, given(form))
      await organisationContacts.removeContact(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, `/console/${params.organisation}/contacts?removed`)
    })
  },
}
