import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { house } }) => ({
  incidents: await house.breaches.listIncidents(house.ctx),
})
