import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sites, ctx } = event.locals.house
  const id = await organisationAt(event)
  const listed = await orNothing(() => sites.listSites(ctx, event.locals.actor, id))
  return {
    sites: listed.map((site) => ({ ...site, about: site.vertical && sites.verticals[site.vertical] })),
    isRetired: event.url.searchParams.has('retired'),
  }
}

export const actions: Actions = {
  add: async (event) => {
    const { sites, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = parse(sites.AddSiteInput, given(form))
      const id = await organisationNamed(event)
      const { id: site } = await sites.addSite(ctx, event.locals.actor, id, input)
      redirect(303, `/console/${event.params.organisation}/sites/${site}?added`)
    })
  },
}
