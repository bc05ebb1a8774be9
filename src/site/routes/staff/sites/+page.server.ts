import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { sites, ctx } = locals.house
  requireStaff({ locals }, ...sites.reviewRoles)
  return { sites: await sites.listSitesToReview(ctx, locals.actor), isDone: url.searchParams.has('done') }
}
