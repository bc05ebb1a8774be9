import { memberOf } from '#site/server/members-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  memberOf(event)
  const { organisations, ctx } = event.locals.house
  return {
    organisations: (await organisations.organisationsOf(ctx, event.locals.actor)).map(
      ({ shownId, kind, name, status, roles }) => ({ shownId, kind, name, status, roles }),
    ),
  }
}
