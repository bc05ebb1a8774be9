import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { holds, ctx, stores } = locals.house
  requireStaff({ locals }, ...holds.holdRoles)
  return {
    holds: (await holds.listHolds(ctx, stores, locals.actor)).map(({ id, person, ground, fields, endsAt }) => ({
      ...{ id, person, ground, endsAt, count: fields.length },
    })),
    isLifted: url.searchParams.has('lifted'),
  }
}
