import { type Actor, namesOf } from '#accounts/members'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { requireRoleIn } from './require-role-in.ts'
import type { OrganisationRole } from './role.rules.ts'

export interface PersonOfOrganisation {
  /** `mem_…` */
  readonly id: string
  readonly username: string
  readonly roles: readonly OrganisationRole[]
  readonly since: Date
  readonly isYou: boolean
}

/**
 * Everybody who acts for an organisation, the first one first.
 *
 * @throws Refusal those of `requireRoleIn`
 */
export async function listPeopleOf(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly PersonOfOrganisation[]> {
  const { member } = await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  const rows = await ctx.db
    .selectFrom('accounts_organisation_people')
    .where('organisation_id', '=', organisationId)
    .select(['person_id', 'roles', 'since'])
    .orderBy('since')
    .orderBy('person_id')
    .execute()
  const names = await namesOf(
    ctx,
    rows.map((row) => row.person_id),
  )
  return rows.flatMap((row) => {
    const name = names.get(row.person_id)
    if (!name) return []
    return {
      id: showId('person', row.person_id as Id<'person'>),
      username: name.username,
      roles: row.roles as OrganisationRole[],
      since: row.since,
      isYou: row.person_id === member.personId,
    }
  })
}

/** Who owns an organisation: whoever is written to about what only owners decide. */
export async function ownersOf(
  { db }: Pick<AnyCtx, 'db'>,
  organisationId: Id<'organisation'>,
): Promise<readonly Id<'person'>[]> {
  const rows = await db
    .selectFrom('accounts_organisation_people')
    .where('organisation_id', '=', organisationId)
    .select(['person_id', 'roles'])
    .orderBy('person_id')
    .execute()
  return rows.filter(({ roles }) => roles.includes('owner')).map((row) => row.person_id as Id<'person'>)
}
