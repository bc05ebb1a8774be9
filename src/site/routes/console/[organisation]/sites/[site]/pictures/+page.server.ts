import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { joined } from '#site/server/form-lists.server.ts'
import { requirePublisher } from '#site/server/publishers.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { subjectChoices } from '#site/server/subjects.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { offers, organisations, publishers, sites, ctx } = event.locals.house
  const { actor } = event.locals
  const id = await organisationAt(event)
  const { kind, roles, status } = await orNothing(() => organisations.getOrganisation(ctx, actor, id))
  requirePublisher(kind)
  const { host } = await orNothing(async () => {
    await sites.requireSiteAt(ctx, actor, id, event.params.site)
    return sites.getSite(ctx, actor, event.params.site)
  })
  const { version, own } = await orNothing(() => publishers.readSiteSettings(ctx, actor, id, event.params.site))
  const { settings: all } = await publishers.readSettings(ctx, actor, id)
  return {
    host,
    version,
    own,
    all,
    choices: {
      formats: Object.keys(offers.formats),
      corners: publishers.corners,
      edges: publishers.edges,
      labels: publishers.labels,
      categories: await subjectChoices(event.locals.house, own?.blockedCategories ?? []),
    },
    mayChange: status === 'open' && organisations.mayAs(roles, ['technical']),
    done: (['saved', 'cleared'] as const).find((word) => event.url.searchParams.has(word)) ?? null,
  }
}

const at = (params: { organisation: string; site: string }, word: string): string =>
  `/console/${params.organisation}/sites/${params.site}/pictures?${word}`

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const { publishers, ctx } = locals.house
    const form = joined(await request.formData(), 'formats', 'blockedCategories')
    return answering(form, async () => {
      const input = parse(publishers.SaveSiteSettingsInput, { ...texts(form), site: params.site })
      await publishers.saveSiteSettings(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, at(params, 'saved'))
    })
  },
  clear: async ({ locals, params, request }) => {
    const { publishers, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(publishers.ClearSiteSettingsInput, { ...given(form), site: params.site })
      await publishers.clearSiteSettings(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, at(params, 'cleared'))
    })
  },
}
