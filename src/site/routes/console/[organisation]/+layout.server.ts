import { organisationAt, orNothing } from '#site/server/console.server.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  const { organisations, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { shownId, kind, name, country, status, roles } = await orNothing(() =>
    organisations.getOrganisation(ctx, event.locals.actor, id),
  )
  return { organisation: { shownId, kind, name, country, status, roles } }
}
