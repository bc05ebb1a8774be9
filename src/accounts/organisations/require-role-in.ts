import { type Actor, type Member, requireActive } from '#accounts/members'
import type { AnyCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import { type Organisation, type OrganisationKind, type OrganisationStatus, organisationKinds } from './organisation.ts'
import { type OrganisationRole, mayAs } from './role.rules.ts'

/** What an API key must be allowed to act for an organisation. */
export type BusinessScope = 'business:read' | 'business:write'

/** Somebody who may do what they ask, and for whom. */
export interface Standing {
  readonly member: Member
  readonly organisation: Organisation
  readonly roles: readonly OrganisationRole[]
}

/** An organisation of which the asker is nobody answers like one that does not exist. */
export const organisationNotFound = (): Refusal => notFound('organisation-not-found', 'There is no such organisation.')

/**
 * The member who acts for an organisation, by one of these roles of theirs there. An owner may do everything; `reader`
 * lets in whoever has any role. Inside a transaction it reads what the transaction reads; it takes no lock.
 *
 * @param scope what an API key must be allowed: `business:write` unless told, so a door that only reads says so
 * @throws Refusal `organisation-not-found` where they are nobody there, `role-missing`, and those of `requireActive`
 */
export async function requireRoleIn(
  ctx: AnyCtx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  roles: OrganisationRole | readonly OrganisationRole[],
  scope: BusinessScope = 'business:write',
): Promise<Standing> {
  const member = requireActive(actor, scope)
  const row = await ctx.db
    .selectFrom('accounts_organisation_people as who')
    .innerJoin('accounts_organisations as of', 'of.id', 'who.organisation_id')
    .where('of.id', '=', organisationId)
    .where('who.person_id', '=', member.personId)
    .select(['of.id', 'of.kind', 'of.name', 'of.country', 'of.status', 'who.roles'])
    .executeTakeFirst()
  if (!row) throw organisationNotFound()
  const has = row.roles as OrganisationRole[]
  if (!mayAs(has, typeof roles === 'string' ? [roles] : roles)) {
    throw new Refusal(
      'forbidden',
      'role-missing',
      'Your role in this organisation does not include this. Ask an owner.',
    )
  }
  return { member, roles: has, organisation: organisationOf(row) }
}

/**
 * The number of the organisation that `pub_…`, `adv_…` or `net_…` shows.
 *
 * @throws Refusal `organisation-not-found` where it names none, or one of another kind
 */
export async function requireOrganisationId(ctx: AnyCtx, text: string): Promise<Id<'organisation'>> {
  for (const kind of organisationKinds) {
    const id = readId(kind, text)
    if (id === null) continue
    const row = await ctx.db
      .selectFrom('accounts_organisations')
      .where('id', '=', id)
      .where('kind', '=', kind)
      .select('id')
      .executeTakeFirst()
    if (row) return row.id as Id<'organisation'>
  }
  throw organisationNotFound()
}

/**
 * Only while the organisation is open: one that is closing may be read and nothing else.
 *
 * @throws Refusal `organisation-closing`
 */
export function requireOpen({ status }: Pick<Organisation, 'status'>): void {
  if (status === 'open') return
  throw new Refusal(
    'conflict',
    'organisation-closing',
    'This organisation is closed. What it has here can only be read.',
  )
}

export const organisationOf = (row: {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly country: string
  readonly status: string
}): Organisation => ({
  id: row.id as Id<'organisation'>,
  kind: row.kind as OrganisationKind,
  name: row.name,
  country: row.country,
  status: row.status as OrganisationStatus,
})
