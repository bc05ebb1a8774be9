import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { breaches, ctx } = locals.house
  requireStaff({ locals }, ...breaches.breachRoles)
  return {
    breaches: (await breaches.listBreaches(ctx, locals.actor)).map((one) => ({
      ...{ id: one.id, title: one.title, state: one.state, dueAt: one.dueAt, stage: one.stage },
      ...{ peopleCount: one.peopleCount, severity: one.severity },
    })),
  }
}
