import { organisationAt, orNothing } from '#site/server/console.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { organisations, publisherTroubles, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { kind, createdAt, preferredChannel } = await orNothing(() =>
    organisations.getOrganisation(ctx, event.locals.actor, id),
  )
  return {
    createdAt,
    preferredChannel,
    troubles: kind === 'publisher' ? await publisherTroubles.listTroubles(ctx, event.locals.actor, id) : [],
    steps: await organisations.nextSteps(ctx, event.locals.actor, id),
    isNew: event.url.searchParams.has('created'),
  }
}
