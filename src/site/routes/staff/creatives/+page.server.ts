import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { creatives, ctx } = locals.house
  requireStaff({ locals }, ...creatives.creativeRoles)
  return { creatives: await creatives.listCreativesToReview(ctx, locals.actor), isDone: url.searchParams.has('done') }
}
