import { type RequestEvent, error } from '@sveltejs/kit'
import type { Id } from '#platform/ids'
import { memberOf } from './members-only.server.ts'
import { asRefusal } from './refusals.server.ts'

type At = Pick<RequestEvent, 'locals' | 'url'> & { readonly params: { readonly organisation: string } }

/**
 * The organisation that the address of a page names, for whoever is signed in. It does not say what they may do there:
 * that is asked by the doors, which answer whoever is nobody there as if there were no such organisation.
 */
export async function organisationAt(event: At): Promise<Id<'organisation'>> {
  memberOf(event)
  const { organisations, ctx } = event.locals.house
  return orNothing(() => organisations.requireOrganisationId(ctx, event.params.organisation))
}

/** What a door of the console answers; where it finds nothing, there is no page. */
export async function orNothing<Found>(ask: () => Promise<Found>): Promise<Found> {
  try {
    return await ask()
  } catch (thrown) {
    if (asRefusal(thrown)?.kind === 'not-found') error(404, 'There is nothing at this address.')
    throw thrown
  }
}

/** What was filled in: a field that was left blank was not given. */
export const given = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' && value.trim() !== '' ? [[name, value]] : [])),
  )
