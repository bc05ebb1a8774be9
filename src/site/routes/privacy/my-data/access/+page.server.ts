import { memberOf } from '#site/server/members-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const { personId } = memberOf(event)
  const before = event.url.searchParams.get('before')
  return { ...(await house.staffAccess.lookedAt(house.ctx, personId, { before })), isFirst: before === null }
}
