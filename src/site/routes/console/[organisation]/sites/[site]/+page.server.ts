import { redirect } from '@sveltejs/kit'
import { organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sites, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { searchParams } = event.url
  const site = await orNothing(async () => {
    await sites.requireSiteAt(ctx, event.locals.actor, id, event.params.site)
    return sites.getSite(ctx, event.locals.actor, event.params.site)
  })
  return {
    site,
    about: site.vertical && sites.verticals[site.vertical],
    done: (['added', 'looking'] as const).find((word) => searchParams.has(word)) ?? null,
  }
}

/** Acts on a site of the organisation that the address names. */
async function acting(event: RequestEvent): Promise<void> {
  const { sites, ctx } = event.locals.house
  await sites.requireSiteAt(ctx, event.locals.actor, await organisationNamed(event), event.params.site)
}

export const actions: Actions = {
  check: async (event) => {
    const { sites, ctx } = event.locals.house
    return answering(await event.request.formData(), async () => {
      await acting(event)
      await sites.checkNow(ctx, event.locals.actor, event.params.site)
      redirect(303, `/console/${event.params.organisation}/sites/${event.params.site}?looking`)
    })
  },
  retire: async (event) => {
    const { sites, ctx } = event.locals.house
    return answering(await event.request.formData(), async () => {
      await acting(event)
      await sites.retireSite(ctx, event.locals.actor, event.params.site)
      redirect(303, `/console/${event.params.organisation}/sites?retired`)
    })
  },
}
