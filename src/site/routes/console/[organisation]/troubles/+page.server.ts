import { organisationAt, orNothing } from '#site/server/console.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { publisherTroubles, ctx } = event.locals.house
  const id = await organisationAt(event)
  return { troubles: await orNothing(() => publisherTroubles.listTroubles(ctx, event.locals.actor, id)) }
}
