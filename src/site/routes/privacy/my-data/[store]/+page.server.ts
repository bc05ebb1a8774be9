import { memberOf } from '#site/server/members-only.server.ts'
import { parse } from '#site/server/refusals.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const page = event.url.searchParams.get('page') ?? undefined
  return house.listMine(memberOf(event), parse(house.ListMineInput, { store: event.params.store, page }))
}
