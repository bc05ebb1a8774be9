import { redirect } from '@sveltejs/kit'
import { orNothing } from '#site/server/console.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { sites, ctx } = locals.house
  requireStaff({ locals }, ...sites.reviewRoles)
  return {
    site: await orNothing(() => sites.getSiteToReview(ctx, locals.actor, params.site)),
    verticals: Object.entries(sites.verticals).toSorted(([, one], [, other]) => one.localeCompare(other, 'en')),
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { sites, ctx } = locals.house
    requireStaff({ locals }, ...sites.reviewRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const { childDirected, ...rest } = texts(form)
      const input = parse(sites.ReviewSiteInput, { ...rest, childDirected: childDirected !== undefined })
      await sites.reviewSite(ctx, locals.actor, params.site, input)
      redirect(303, '/staff/sites?done')
    })
  },
}
