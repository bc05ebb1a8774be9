import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { BusinessScope, OrganisationKind } from '#accounts/organisations'
import type { Actor } from '#accounts/people'
import type { Id } from '#platform/ids'
import type { WiredHouse } from '../wired-house.ts'
import { bearerOf } from '../who.ts'

/** How the organisations of a kind are shown. */
const prefixes: Readonly<Record<OrganisationKind, string>> = { publisher: 'pub_', advertiser: 'adv_', network: 'net_' }

export const OfOrganisation = z.object({
  organisation: z.string().meta({ example: 'pub_01h455vb4pex5vsknk084sn02q' }),
})

/**
 * Whoever calls, and the organisation that the address names. Whoever may not ask at all learns nothing of whether there is
 * such an organisation.
 *
 * @throws Refusal `organisation-not-found` where it is of another kind too, and those of `requireActive`
 */
export async function organisationAsked(
  house: WiredHouse,
  request: FastifyRequest<{ Params: z.output<typeof OfOrganisation> }>,
  kind: OrganisationKind,
  scope: BusinessScope,
): Promise<{ readonly actor: Actor; readonly id: Id<'organisation'> }> {
  const actor = house.people.requireActive(await bearerOf(house, request), scope)
  const { organisation } = request.params
  if (!organisation.startsWith(prefixes[kind])) throw house.organisations.organisationNotFound()
  return { actor, id: await house.organisations.requireOrganisationId(house.ctx, organisation) }
}
