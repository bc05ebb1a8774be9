import type { Actor } from '#accounts/members'
import { requireOpen } from '#accounts/organisations'
import { minuteMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Limit } from '#platform/throttle'
import { queueCheck } from './check-site.ts'
import { refuseRetired, requireSite } from './site-row.ts'

/** Whoever mends a file looks often; whoever lets us knock at hosts of others shall not get far. */
const ofOneSite: Limit = { name: 'ads.check-site', tries: 5, withinMs: minuteMs }
const ofOneOrganisation: Limit = { name: 'ads.check-sites', tries: 30, withinMs: 10 * minuteMs }

/**
 * Queues a look at a site. What comes of it stands in the history of the site, within a minute.
 *
 * @throws Refusal `site-not-found`, `site-retired`, `organisation-closing`, `too-many-tries`, and those of `requireRoleIn`
 */
export async function checkNow(ctx: Ctx, actor: Actor, siteId: string): Promise<void> {
  const { site, standing } = await requireSite(ctx, actor, siteId, { role: 'technical' })
  requireOpen(standing.organisation)
  refuseRetired(site)
  await ctx.throttle.take(ofOneSite, site.id)
  await ctx.throttle.take(ofOneOrganisation, site.organisationId)
  await inTransaction(ctx, (tx) => queueCheck(tx, site.id))
}
