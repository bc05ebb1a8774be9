import { type Actor, requireRole } from '#accounts/members'
import { requireOrganisationId } from '#accounts/organisations'
import { type ReportPublisherTroubleInput, callRoles, reportTrouble } from '#ads/publisher-troubles'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/**
 * Staff report a trouble of a publisher, of one of its sites by its host or of none.
 *
 * @returns `ptr_…`
 * @throws Refusal `organisation-not-found`, `trouble-site-unknown`, and those of `reportTrouble`
 */
export async function reportPublisherTrouble(
  ctx: Ctx,
  actor: Actor,
  { organisation, host, ...trouble }: ReportPublisherTroubleInput,
): Promise<{ readonly id: string }> {
  requireRole(actor, ...callRoles)
  const organisationId = await requireOrganisationId(ctx, organisation)
  const site = host === undefined ? null : await siteNamed(ctx, organisationId, host)
  return reportTrouble(ctx, actor, organisationId, site, trouble)
}

async function siteNamed({ db }: Ctx, organisationId: Id<'organisation'>, host: string) {
  const row = await db
    .selectFrom('ads_sites')
    .where('organisation_id', '=', organisationId)
    .where('host', '=', host)
    .where('state', '<>', 'retired')
    .select('id')
    .executeTakeFirst()
  if (row) return { siteId: row.id as Id<'site'>, host }
  throw new Refusal('invalid', 'trouble-site-unknown', 'This publisher has no such site.', {
    fields: { host: 'This publisher has no such site.' },
  })
}
