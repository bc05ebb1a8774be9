import { type RequestEvent, error } from '@sveltejs/kit'
import type { Member } from '#accounts/people'
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
  return orNothing(() => organisationNamed(event))
}

/** The same for the act of a form, whose door refuses whoever is not signed in. @throws Refusal `organisation-not-found` */
export const organisationNamed = ({ locals: { house }, params }: Omit<At, 'url'>): Promise<Id<'organisation'>> =>
  house.organisations.requireOrganisationId(house.ctx, params.organisation)

/** Whoever is signed in and has proven their address. @throws Refusal those of `requireActive` */
export function activeMemberOf(event: Pick<RequestEvent, 'locals' | 'url'>): Member {
  const member = memberOf(event)
  event.locals.house.people.requireActive(member)
  return member
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
