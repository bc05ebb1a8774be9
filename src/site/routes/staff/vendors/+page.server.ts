import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { vendors, ctx } = locals.house
  requireStaff({ locals }, ...vendors.vendorRoles)
  const [all, ways] = await Promise.all([vendors.listVendors(ctx, locals.actor), ctx.egress.ways()])
  return {
    vendors: all.map(({ id, name, state, region, agreement, dueOn, isDue, reasons }) => ({
      ...{ id, name, state, region, agreement, dueOn, isDue },
      isInvalid: state === 'active' && reasons.length > 0,
    })),
    shut: ways
      .filter(({ state }) => state === 'shut')
      .map(({ connector, host, why }) => ({ connector, host, why: why ?? '' })),
  }
}
