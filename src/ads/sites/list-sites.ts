import type { Actor } from '#accounts/members'
import { isInForce } from '#ads/agreements'
import { readOrganisation, requireRoleIn } from '#accounts/organisations'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { type Instructions, instructionsOf } from './proof.rules.ts'
import { mayServe } from './site.rules.ts'
import { requireSite, siteColumns, siteOf } from './site-row.ts'
import type { Look, ProofMethod, Review, Site, SiteState } from './site.ts'
import type { Vertical } from './verticals.ts'

/** A site as whoever acts for its organisation sees it. */
export interface ShownSite {
  /** `sit_…` */
  readonly id: string
  readonly host: string
  readonly state: SiteState
  readonly proofMethod: ProofMethod | null
  readonly provenAt: Date | null
  readonly checkedAt: Date | null
  readonly nextCheckAt: Date | null
  readonly lostSeenAt: Date | null
  /** When ads stop, where the proof was seen lost. */
  readonly stopsAt: Date | null
  readonly review: Review
  readonly vertical: Vertical | null
  readonly childDirected: boolean
  /** Whether ads may be shown there now, as far as that is about the site. */
  readonly mayServe: boolean
  readonly addedAt: Date
  readonly retiredAt: Date | null
}

/** The same with what is about its owner. */
export interface OwnSite extends ShownSite {
  /** Whether the organisation is open and has an agreement in force: without that no ads are shown. */
  readonly isBound: boolean
}

/** What one look gave, the newest first. */
export interface ShownCheck extends Look {
  readonly checkedAt: Date
}

/** How many looks of the history are shown: four ways of proof, some ten times. */
const checksMax = 40

export const shownOf = (site: Site, now: Date): ShownSite => ({
  id: showId('site', site.id),
  host: site.host,
  state: site.state,
  proofMethod: site.proofMethod,
  provenAt: site.provenAt,
  checkedAt: site.checkedAt,
  nextCheckAt: site.nextCheckAt,
  lostSeenAt: site.lostSeenAt,
  stopsAt: site.stopsAt,
  review: site.review,
  vertical: site.vertical,
  childDirected: site.childDirected,
  mayServe: mayServe(site, now),
  addedAt: site.addedAt,
  retiredAt: site.retiredAt,
})

/** The sites of an organisation, by name; those given up last. @throws Refusal those of `requireRoleIn` */
export async function listSites(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly OwnSite[]> {
  await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  const rows = await ctx.db
    .selectFrom('ads_sites')
    .where('organisation_id', '=', organisationId)
    .orderBy((order) => order('state', '=', 'retired'))
    .orderBy('host')
    .orderBy('id')
    .limit(500)
    .select(siteColumns)
    .execute()
  const now = ctx.clock.now()
  const bound = await isBound(ctx, organisationId)
  return rows.map((row) => ({ ...shownOf(siteOf(row), now), isBound: bound }))
}

/** An organisation that is open and has signed: nothing is shown on the sites of another (promise S-31). */
async function isBound(ctx: AnyCtx, organisationId: Id<'organisation'>): Promise<boolean> {
  if (!(await isInForce(ctx, organisationId, 'publisher'))) return false
  return (await readOrganisation(ctx, organisationId)).status === 'open'
}

/** A site, what it has to show, and what the last looks gave. @throws Refusal `site-not-found`, those of `requireRoleIn` */
export async function getSite(
  ctx: Ctx,
  actor: Actor,
  siteId: string,
): Promise<OwnSite & { readonly instructions: Instructions; readonly checks: readonly ShownCheck[] }> {
  const { site } = await requireSite(ctx, actor, siteId, { role: 'reader', scope: 'business:read' })
  const checks = await ctx.db
    .selectFrom('ads_site_checks')
    .where('site_id', '=', site.id)
    .orderBy('checked_at', 'desc')
    .orderBy('method')
    .limit(checksMax)
    .select(['checked_at', 'method', 'result', 'said'])
    .execute()
  return {
    ...shownOf(site, ctx.clock.now()),
    isBound: await isBound(ctx, site.organisationId),
    instructions: instructionsOf({ host: site.host, code: site.code, system: ctx.config.origin.hostname }),
    checks: checks.map(({ checked_at, method, result, said }) => ({
      checkedAt: checked_at,
      method: method as ProofMethod,
      result: result as Look['result'],
      said,
    })),
  }
}

/**
 * The site on whose pages ads may be shown now, by the host of the page, or null where they may not: its owner is open and
 * has an agreement in force, and `mayServe`.
 */
export async function findServingSite(
  ctx: AnyCtx,
  host: string,
): Promise<{
  readonly siteId: Id<'site'>
  readonly organisationId: Id<'organisation'>
  readonly vertical: Vertical | null
} | null> {
  const rows = await ctx.db
    .selectFrom('ads_sites')
    .where('host', '=', host)
    .where('state', 'in', ['proven', 'lost'])
    .select(siteColumns)
    .execute()
  const now = ctx.clock.now()
  const site = rows.map(siteOf).find((each) => mayServe(each, now))
  if (!site || !(await isBound(ctx, site.organisationId))) return null
  return { siteId: site.id, organisationId: site.organisationId, vertical: site.vertical }
}
