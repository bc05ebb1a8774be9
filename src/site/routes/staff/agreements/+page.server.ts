import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { agreements, ctx } = locals.house
  requireStaff({ locals }, ...agreements.agreementRoles)
  return { agreements: await agreements.listAtDesk(ctx, locals.actor) }
}
