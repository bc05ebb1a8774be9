import { requireStaying } from '#accounts/members'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { organisationOf, organisationNotFound, requireOpen } from './require-role-in.ts'
import { type OrganisationRole, sortedRoles } from './role.rules.ts'
import { lockOrganisation } from './under-lock.ts'

/**
 * Lets somebody act for an organisation; whoever does already gets these roles too. For the rooms that have seen by what
 * they come, as by an invitation.
 *
 * @throws Refusal `organisation-not-found`, `organisation-closing`, and those of `requireStaying`
 */
export async function addPerson(
  tx: TxCtx,
  organisationId: Id<'organisation'>,
  personId: Id<'person'>,
  roles: readonly OrganisationRole[],
): Promise<void> {
  // Before the lock, and without waiting for what it guards: see `lockOrganisation`.
  await tx.db
    .insertInto('accounts_organisation_people')
    .values({ organisation_id: organisationId, person_id: personId, roles: [...roles], since: tx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await lockOrganisation(tx, organisationId)
  const row = await tx.db
    .selectFrom('accounts_organisations as of')
    .innerJoin('accounts_organisation_people as who', 'who.organisation_id', 'of.id')
    .where('of.id', '=', organisationId)
    .where('who.person_id', '=', personId)
    .select(['of.id', 'of.kind', 'of.name', 'of.country', 'of.status', 'who.roles'])
    .executeTakeFirst()
  if (!row) throw organisationNotFound()
  requireOpen(organisationOf(row))
  await tx.db
    .updateTable('accounts_organisation_people')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .set({ roles: [...sortedRoles([...(row.roles as OrganisationRole[]), ...roles])] })
    .execute()
  await requireStaying(tx, personId)
}
