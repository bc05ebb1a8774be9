import type { Actor } from '#accounts/members'
import { type BusinessScope, type ClosingPart, requireRoleIn } from '#accounts/organisations'
import { dropTroubles } from '#ads/publisher-troubles'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type ShownSite, shownOf } from './list-sites.ts'
import { readSite, refuseRetired, siteColumns, siteNotFound, siteOf } from './site-row.ts'
import { owner } from './stores.ts'

/** The sites of an organisation that it has not given up, by name: for the rooms that have looked who asks. */
export async function sitesOf(ctx: AnyCtx, organisationId: Id<'organisation'>): Promise<readonly ShownSite[]> {
  const rows = await ctx.db
    .selectFrom('ads_sites')
    .where('organisation_id', '=', organisationId)
    .where('state', '<>', 'retired')
    .orderBy('host')
    .select(siteColumns)
    .execute()
  const now = ctx.clock.now()
  return rows.map((row) => shownOf(siteOf(row), now))
}

/**
 * A site that an organisation has and has not given up, for the rooms that have looked who asks.
 *
 * @throws Refusal `site-not-found` where it is another's too, `site-retired`
 */
export async function requireSiteOf(
  ctx: AnyCtx,
  organisationId: Id<'organisation'>,
  shownId: string,
): Promise<{ readonly siteId: Id<'site'>; readonly host: string }> {
  const site = await readSite(ctx, shownId)
  if (site.organisationId !== organisationId) throw siteNotFound()
  refuseRetired(site)
  return { siteId: site.id, host: site.host }
}

/**
 * Looks whether a site is one of an organisation, as an address says that names both. Whoever is nobody there learns of
 * neither.
 *
 * @throws Refusal `organisation-not-found`, `site-not-found`, and those of `requireActive`
 */
export async function requireSiteAt(
  ctx: AnyCtx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  shownId: string,
  scope: BusinessScope = 'business:read',
): Promise<void> {
  await requireRoleIn(ctx, actor, organisationId, 'reader', scope)
  if ((await readSite(ctx, shownId)).organisationId !== organisationId) throw siteNotFound()
}

/** No ads on the sites of an organisation that is closed: it gives them up, and nobody looks at them any more. */
export const siteClosing: ClosingPart = {
  owner,
  whatCloses: async (ctx, organisationId) => [{ what: 'sites', count: (await sitesOf(ctx, organisationId)).length }],
  async close(tx, organisationId) {
    const given = await tx.db
      .updateTable('ads_sites')
      .set({ state: 'retired', retired_at: tx.clock.now(), next_check_at: null, stops_at: null })
      .where('organisation_id', '=', organisationId)
      .where('state', '<>', 'retired')
      .returning('id')
      .execute()
    await dropTroubles(
      tx,
      given.map(({ id }) => id),
    )
  },
  /** With the sites go their proofs, the looks at them and what was told about them. */
  async dropData(tx, organisationId) {
    await tx.db.deleteFrom('ads_sites').where('organisation_id', '=', organisationId).execute()
  },
}
