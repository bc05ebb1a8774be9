import { organisationAt, orNothing } from '#site/server/console.server.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  const { organisations, publishers, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { shownId, kind, name, country, status, roles } = await orNothing(() =>
    organisations.getOrganisation(ctx, event.locals.actor, id),
  )
  // What a publisher has yet to do goes with it from page to page, until nothing of it is left.
  const progress =
    kind === 'publisher' && status === 'open' ? await publishers.signUpProgress(ctx, event.locals.actor, id) : null
  const signUp = progress?.parts.some(({ isComplete }) => !isComplete)
    ? { next: progress.next, parts: progress.parts.map(({ part, isComplete }) => ({ part, isComplete })) }
    : null
  return { signUp, organisation: { shownId, kind, name, country, status, roles } }
}
