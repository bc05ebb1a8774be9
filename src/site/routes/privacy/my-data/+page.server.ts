import { memberOf } from '#site/server/members-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  return house.myData(memberOf(event))
}
