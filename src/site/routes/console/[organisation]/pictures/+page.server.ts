import { redirect } from '@sveltejs/kit'
import { organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { joined } from '#site/server/form-lists.server.ts'
import { subjectChoices } from '#site/server/subjects.server.ts'
import { requirePublisher } from '#site/server/publishers.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { offers, organisations, publishers, ctx } = event.locals.house
  const { actor } = event.locals
  const id = await organisationAt(event)
  const { kind, roles, status } = await orNothing(() => organisations.getOrganisation(ctx, actor, id))
  requirePublisher(kind)
  const read = await publishers.readSettings(ctx, actor, id)
  return {
    ...read,
    choices: {
      formats: Object.keys(offers.formats),
      corners: publishers.corners,
      edges: publishers.edges,
      labels: publishers.labels,
      categories: await subjectChoices(event.locals.house, read.settings.blockedCategories),
    },
    mayChange: status === 'open' && organisations.mayAs(roles, ['technical']),
    isSaved: event.url.searchParams.has('saved'),
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { publishers, ctx } = locals.house
    const form = joined(await request.formData(), 'formats', 'blockedCategories')
    return answering(form, async () => {
      const input = parse(publishers.SaveSettingsInput, texts(form))
      await publishers.saveSettings(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, `/console/${params.organisation}/pictures?saved`)
    })
  },
}
