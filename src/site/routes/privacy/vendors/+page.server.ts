import type { PageServerLoad } from './$types'

/** The register as everybody may read it, and where this process connects to. Never a contact, never a host. */
export const load: PageServerLoad = async ({ locals: { house } }) => {
  const [vendors, counts, ways] = await Promise.all([
    house.vendors.publicVendors(house.ctx),
    house.vendors.countVendors(house.ctx),
    house.ctx.egress.ways(),
  ])
  return {
    vendors,
    counts,
    ways: ways.map(({ label, state, company, isGuarded }) => ({
      label,
      company,
      state: state === 'shut' && !isGuarded ? ('open' as const) : state,
    })),
    isNobody: vendors.length === 0 && ways.every(({ state, isGuarded }) => state !== 'shut' || isGuarded),
  }
}
