import type { Actor } from '#accounts/members'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type BusinessScope, type Standing, requireOpen, requireRoleIn } from './require-role-in.ts'
import type { OrganisationRole } from './role.rules.ts'

/**
 * Lets one transaction at a time change who is in an organisation, and whether it is open. Rows that point at it can be
 * added meanwhile; where one of them names a member it is written first, since the erasure of a member holds theirs.
 */
export async function lockOrganisation(tx: TxCtx, organisationId: Id<'organisation'>): Promise<void> {
  await tx.db
    .selectFrom('accounts_organisations')
    .where('id', '=', organisationId)
    .select('id')
    .forNoKeyUpdate()
    .execute()
}

/**
 * Who may, looked at again under the lock of the organisation, which is open: of two owners who take the role from each
 * other at once the second may no longer. Whoever is nobody there never comes to the lock.
 *
 * @throws Refusal `organisation-closing`, and those of `requireRoleIn`
 */
export async function standUnderLock(
  tx: TxCtx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  roles: OrganisationRole | readonly OrganisationRole[],
  scope?: BusinessScope,
): Promise<Standing> {
  await requireRoleIn(tx, actor, organisationId, roles, scope)
  await lockOrganisation(tx, organisationId)
  const standing = await requireRoleIn(tx, actor, organisationId, roles, scope)
  requireOpen(standing.organisation)
  return standing
}

/**
 * Who owns an organisation is decided by people: whoever finds a key must not make themselves its owner, nor take the role
 * from somebody.
 *
 * @param roles that somebody has, or is to have
 * @throws Refusal `owners-by-people`
 */
export function keepOwnersFromKeys(actor: Actor, roles: readonly OrganisationRole[]): void {
  if (!roles.includes('owner') || actor.kind !== 'member' || actor.via.kind !== 'api-key') return
  throw new Refusal(
    'forbidden',
    'owners-by-people',
    'No API key decides who owns an organisation. Sign in with a browser, and do it on the page of its people.',
  )
}

/**
 * Only where somebody else owns the organisation too. It is locked.
 *
 * @throws Refusal `last-owner`
 */
export async function keepAnOwner(
  tx: TxCtx,
  organisationId: Id<'organisation'>,
  personId: Id<'person'>,
): Promise<void> {
  if (await hasOtherOwner(tx, organisationId, personId)) return
  throw new Refusal(
    'conflict',
    'last-owner',
    'An organisation needs an owner. Make somebody else owner first, or close the organisation.',
  )
}

/** Whether somebody else than this person owns the organisation. */
export async function hasOtherOwner(
  tx: TxCtx,
  organisationId: Id<'organisation'>,
  personId: Id<'person'>,
): Promise<boolean> {
  const rows = await tx.db
    .selectFrom('accounts_organisation_people')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '<>', personId)
    .select('roles')
    .execute()
  return rows.some(({ roles }) => roles.includes('owner'))
}
