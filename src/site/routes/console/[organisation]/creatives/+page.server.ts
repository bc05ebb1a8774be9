import { organisationAt, orNothing } from '#site/server/console.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { creatives, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { actor } = event.locals
  return {
    creatives: await orNothing(() => creatives.listCreatives(ctx, actor, id)),
    isAccepted: await creatives.areCreativesAccepted(ctx, actor, id),
    deleted: event.url.searchParams.get('deleted'),
  }
}
