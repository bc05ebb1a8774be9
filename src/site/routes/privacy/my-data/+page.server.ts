import { memberOf } from '#site/server/members-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const member = memberOf(event)
  const [held, looked] = await Promise.all([
    house.myData(member),
    house.staffAccess.lookedAt(house.ctx, member.personId, { limit: 3 }),
  ])
  return { ...held, looked }
}
