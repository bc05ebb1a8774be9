import * as z from 'zod'

/** What a person may do for an organisation. */
export const organisationRoles = ['owner', 'orders', 'finance', 'technical', 'reader'] as const
export type OrganisationRole = (typeof organisationRoles)[number]

/**
 * Pure: whether somebody with these roles may do what asks for one of `needed`. An owner may do everything; whoever has
 * any role may do what asks for a reader.
 */
export function mayAs(roles: readonly OrganisationRole[], needed: readonly OrganisationRole[]): boolean {
  if (roles.length === 0) return false
  return roles.includes('owner') || needed.includes('reader') || needed.some((role) => roles.includes(role))
}

/** Pure: the roles, each once, in the order of the list. */
export const sortedRoles = (roles: readonly OrganisationRole[]): readonly OrganisationRole[] =>
  organisationRoles.filter((role) => roles.includes(role))

/** What somebody is to be in an organisation: one role at least. */
export const OrganisationRoles = z
  .array(z.enum(organisationRoles))
  .min(1, { error: 'Tick at least one role.' })
  .max(20)
  .transform(sortedRoles)
