import * as z from 'zod'
import { type Actor, requireStaff, rolesOfScope } from '#accounts/members'
import { readOrganisation } from '#accounts/organisations'
import { solveTrouble, tellPublisher } from '#ads/publisher-troubles'
import { type Ctx, inTransaction } from '#platform/context'
import { showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { readSite, refuseRetired, siteColumns, siteOf } from './site-row.ts'
import type { Review, Site, SiteState } from './site.ts'
import { type Vertical, verticals } from './verticals.ts'

/** Who looks at sites. */
export const reviewRoles = rolesOfScope['staff:sites']

export const ReviewSiteInput = z.strictObject({
  review: z.enum(['approved', 'refused'], { error: 'Choose whether ads may be shown there.' }),
  vertical: z
    .union(
      [z.literal('').transform(() => null), z.null(), z.enum(Object.keys(verticals) as [Vertical, ...Vertical[]])],
      {
        error: 'Choose what the site is about.',
      },
    )
    .default(null),
  childDirected: z.boolean().default(false),
  safetyNotes: z.string().trim().max(2000, { error: 'Use at most 2,000 characters.' }).default(''),
})
export type ReviewSiteInput = z.output<typeof ReviewSiteInput>

/**
 * What staff decide about a site, after having looked at it. A site for children gets no ads, whatever else it is.
 *
 * @throws Refusal `child-directed`, `vertical-missing`, `site-retired`, `site-not-found`, and those of `requireStaff`
 */
export async function reviewSite(ctx: Ctx, actor: Actor, siteId: string, input: ReviewSiteInput): Promise<void> {
  const { personId } = requireStaff(actor, 'staff:sites')
  const { review, vertical, childDirected, safetyNotes } = input
  if (review === 'approved' && childDirected) {
    throw new Refusal('conflict', 'child-directed', 'No ads are shown on a site for children. Refuse it.')
  }
  if (review === 'approved' && vertical === null) {
    throw new Refusal('invalid', 'vertical-missing', 'Choose what the site is about before you approve it.', {
      fields: { vertical: 'Choose what the site is about.' },
    })
  }
  await inTransaction(ctx, async (tx) => {
    const site = await readSite(tx, siteId, { lock: true })
    refuseRetired(site)
    if (review === 'approved') await solveTrouble(tx, 'review-refused', site.id)
    else {
      const { id: siteId, organisationId, host } = site
      await tellPublisher(tx, 'review-refused', { siteId, organisationId, host })
    }
    const decided = { review, vertical, child_directed: childDirected }
    const reviewedAt = tx.clock.now()
    await tx.db
      .updateTable('ads_sites')
      .set({ ...decided, safety_notes: safetyNotes })
      .where('id', '=', site.id)
      .execute()
    await tx.db
      .insertInto('ads_site_reviews')
      .values({ ...decided, site_id: site.id, reviewed_at: reviewedAt, by_person_id: personId })
      .onConflict((conflict) =>
        conflict.columns(['site_id', 'reviewed_at']).doUpdateSet({ ...decided, by_person_id: personId }),
      )
      .execute()
  })
}

/** A site as staff see it who look at sites. */
export interface SiteToReview {
  readonly id: string
  readonly host: string
  readonly state: SiteState
  readonly review: Review
  readonly vertical: Vertical | null
  readonly childDirected: boolean
  readonly safetyNotes: string
  readonly addedAt: Date
}

/** How many are shown at once; whoever has waited longest comes first. */
const shownMax = 200

/** The sites that are proven and wait for staff. @throws Refusal those of `requireStaff` */
export async function listSitesToReview(ctx: Ctx, actor: Actor): Promise<readonly SiteToReview[]> {
  requireStaff(actor, 'staff:sites')
  const rows = await ctx.db
    .selectFrom('ads_sites')
    .where('review', '=', 'unreviewed')
    .where('state', '=', 'proven')
    .orderBy('added_at')
    .orderBy('id')
    .limit(shownMax)
    .select(siteColumns)
    .execute()
  return rows.map((row) => toReview(siteOf(row)))
}

/** One of them, or one that was decided before. @throws Refusal `site-not-found`, those of `requireStaff` */
export async function getSiteToReview(
  ctx: Ctx,
  actor: Actor,
  siteId: string,
): Promise<SiteToReview & { readonly organisation: string }> {
  requireStaff(actor, 'staff:sites')
  const site = await readSite(ctx, siteId)
  return { ...toReview(site), organisation: (await readOrganisation(ctx, site.organisationId)).name }
}

const toReview = ({ id, host, state, review, vertical, childDirected, safetyNotes, addedAt }: Site): SiteToReview => ({
  ...{ id: showId('site', id), host, state, review, vertical, childDirected, safetyNotes, addedAt },
})
