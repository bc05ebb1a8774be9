import { type Actor, requireActive } from '#accounts/members'
import type { AnyCtx, Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Channel, type Organisation, placeOf, showOrganisationId } from './organisation.ts'
import { organisationNotFound, organisationOf, requireRoleIn } from './require-role-in.ts'
import type { OrganisationRole } from './role.rules.ts'

export interface OwnOrganisation extends Organisation {
  /** `pub_…`, `adv_…` or `net_…` */
  readonly shownId: string
  /** What the asker may do there. */
  readonly roles: readonly OrganisationRole[]
}

/** How to reach an organisation. */
export interface Reach {
  readonly preferredChannel: Channel
  readonly email: string | null
  readonly telephone: string | null
  readonly streetAddress: string | null
}

export interface ShownOrganisation extends OwnOrganisation, Reach {
  readonly createdAt: Date
  readonly closedAt: Date | null
}

/**
 * The organisations for which somebody acts, by name.
 *
 * @throws Refusal those of `requireActive`
 */
export async function organisationsOf(ctx: Ctx, actor: Actor): Promise<readonly OwnOrganisation[]> {
  const { personId } = requireActive(actor, 'business:read')
  const rows = await ctx.db
    .selectFrom('accounts_organisation_people as who')
    .innerJoin('accounts_organisations as of', 'of.id', 'who.organisation_id')
    .where('who.person_id', '=', personId)
    .select(['of.id', 'of.kind', 'of.name', 'of.country', 'of.status', 'who.roles'])
    .orderBy('of.name')
    .orderBy('of.id')
    .execute()
  return rows.map((row) => own(organisationOf(row), row.roles as OrganisationRole[]))
}

/**
 * An organisation, as whoever acts for it sees it.
 *
 * @throws Refusal those of `requireRoleIn`
 */
export async function getOrganisation(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<ShownOrganisation> {
  const { organisation, roles } = await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  const { createdAt, closedAt, ...reach } = await readReach(ctx, organisationId)
  return { ...own(organisation, roles), ...reach, createdAt, closedAt }
}

/**
 * How an organisation wants to be reached, to run what was agreed with it: for the rooms that write or call, which have
 * looked who asks.
 *
 * @throws Refusal `organisation-not-found`
 */
export async function readReach(
  ctx: AnyCtx,
  organisationId: Id<'organisation'>,
): Promise<Reach & { readonly createdAt: Date; readonly closedAt: Date | null }> {
  const row = await ctx.db
    .selectFrom('accounts_organisations')
    .where('id', '=', organisationId)
    .select(['preferred_channel', 'email', 'telephone', 'street_address', 'created_at', 'closed_at'])
    .executeTakeFirst()
  if (!row) throw organisationNotFound()
  const open = async (column: 'email' | 'telephone' | 'street_address'): Promise<string | null> => {
    const sealed = row[column]
    return sealed && ctx.vault.open(ctx.db, placeOf(organisationId, column), sealed, 'business.provide')
  }
  return {
    preferredChannel: row.preferred_channel as Channel,
    email: await open('email'),
    telephone: await open('telephone'),
    streetAddress: await open('street_address'),
    createdAt: row.created_at,
    closedAt: row.closed_at,
  }
}

/**
 * Who an organisation is, for the rooms that write about it. They have looked who asks.
 *
 * @throws Refusal `organisation-not-found`
 */
export async function readOrganisation(ctx: AnyCtx, organisationId: Id<'organisation'>): Promise<Organisation> {
  const row = await ctx.db
    .selectFrom('accounts_organisations')
    .where('id', '=', organisationId)
    .select(['id', 'kind', 'name', 'country', 'status'])
    .executeTakeFirst()
  if (!row) throw organisationNotFound()
  return organisationOf(row)
}

const own = (organisation: Organisation, roles: readonly OrganisationRole[]): OwnOrganisation => ({
  ...organisation,
  shownId: showOrganisationId(organisation),
  roles,
})
