import type { Actor } from '#accounts/members'
import { type BusinessScope, type OrganisationRole, type Standing, requireRoleIn } from '#accounts/organisations'
import type { AnyCtx } from '#platform/context'
import { type Id, requireId } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import type { ProofMethod, Review, Site, SiteState } from './site.ts'
import type { Vertical } from './verticals.ts'

export const siteColumns = [
  'id',
  'organisation_id',
  'host',
  'state',
  'code',
  'proof_method',
  'proven_at',
  'seen_at',
  'checked_at',
  'next_check_at',
  'lost_seen_at',
  'stops_at',
  'review',
  'vertical',
  'child_directed',
  'safety_notes',
  'added_at',
  'retired_at',
] as const

interface SiteRow {
  readonly id: string
  readonly organisation_id: string
  readonly host: string
  readonly state: string
  readonly code: string
  readonly proof_method: string | null
  readonly proven_at: Date | null
  readonly seen_at: Date | null
  readonly checked_at: Date | null
  readonly next_check_at: Date | null
  readonly lost_seen_at: Date | null
  readonly stops_at: Date | null
  readonly review: string
  readonly vertical: string | null
  readonly child_directed: boolean
  readonly safety_notes: string
  readonly added_at: Date
  readonly retired_at: Date | null
}

export const siteOf = (row: SiteRow): Site => ({
  id: row.id as Id<'site'>,
  organisationId: row.organisation_id as Id<'organisation'>,
  host: row.host,
  state: row.state as SiteState,
  code: row.code,
  proofMethod: row.proof_method as ProofMethod | null,
  provenAt: row.proven_at,
  seenAt: row.seen_at,
  checkedAt: row.checked_at,
  nextCheckAt: row.next_check_at,
  lostSeenAt: row.lost_seen_at,
  stopsAt: row.stops_at,
  review: row.review as Review,
  vertical: row.vertical as Vertical | null,
  childDirected: row.child_directed,
  safetyNotes: row.safety_notes,
  addedAt: row.added_at,
  retiredAt: row.retired_at,
})

export const siteNotFound = (): Refusal => notFound('site-not-found', 'There is no such site.')

/** A site by the id that is shown outside. @throws Refusal `site-not-found` */
export async function readSite(ctx: AnyCtx, shownId: string, { lock = false } = {}): Promise<Site> {
  const id = requireId('site', shownId, 'site-not-found', 'There is no such site.')
  const found = ctx.db.selectFrom('ads_sites').where('id', '=', id).select(siteColumns)
  const row = await (lock ? found.forUpdate() : found).executeTakeFirst()
  if (!row) throw siteNotFound()
  return siteOf(row)
}

/**
 * A site for somebody who acts for its organisation in one of these roles. Whoever is nobody there gets the answer of a
 * site that does not exist.
 *
 * @throws Refusal `site-not-found`, `role-missing`, and those of `requireActive`
 */
export async function requireSite(
  ctx: AnyCtx,
  actor: Actor,
  shownId: string,
  {
    role,
    scope,
    lock = false,
  }: { readonly role: OrganisationRole; readonly scope?: BusinessScope; readonly lock?: boolean },
): Promise<{ readonly site: Site; readonly standing: Standing }> {
  const site = await readSite(ctx, shownId, { lock })
  try {
    return { site, standing: await requireRoleIn(ctx, actor, site.organisationId, role, scope) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'organisation-not-found') throw siteNotFound()
    throw error
  }
}

/** One that was given up stays as it was. */
export function refuseRetired({ state }: Pick<Site, 'state'>): void {
  if (state !== 'retired') return
  throw new Refusal('conflict', 'site-retired', 'This site was given up. Add its host anew to go on with it.')
}
