import type { Actor } from '#accounts/members'
import { mayAs, readOrganisation, requireRoleIn, showOrganisationId } from '#accounts/organisations'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { addressOfFile } from './creative-address.ts'
import { readCreative } from './creative-row.ts'
import type { CreativeState, ListedCreative, ShownCreative } from './creative.ts'
import type { LandingProblem } from './landing.rules.ts'
import { presentCreative } from './read-creative.ts'
import { isAgreed, requireReviewer, requireWithCreatives } from './who-may.ts'

const rows = ({ db }: Pick<AnyCtx, 'db'>) =>
  db
    .selectFrom('ads_creatives as of')
    .innerJoin('ads_creative_versions as newest', (join) =>
      join.onRef('newest.creative_id', '=', 'of.id').onRef('newest.version', '=', 'of.version'),
    )
    .where('of.withdrawn_at', 'is', null)
    .select(['of.id', 'of.organisation_id', 'of.version', 'of.approved_version', 'of.touched_at'])
    .select(['newest.state', 'newest.headline', 'newest.alt', 'newest.landing_page', 'newest.landing_problem'])
    .select(['newest.picture_id', 'newest.made_at'])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>

/** How wide the picture is in a list, in pixels. */
const listedWidth = 320

async function listed(ctx: AnyCtx, row: Row): Promise<ListedCreative> {
  const files = await ctx.db
    .selectFrom('ads_creative_files')
    .where('picture_id', '=', row.picture_id)
    .where('is_still', '=', true)
    .select(['width', 'height', 'size_bytes'])
    .orderBy('width')
    .execute()
  const file = files.find(({ width }) => width >= listedWidth) ?? files.at(-1)
  const creativeId = row.id as Id<'creative'>
  return {
    id: showId('creative', creativeId),
    headline: row.headline,
    state: row.state as CreativeState,
    isInUse: row.approved_version !== null,
    version: row.version,
    landingHost: new URL(row.landing_page).hostname,
    landingProblem: row.landing_problem as LandingProblem | null,
    touchedAt: row.touched_at,
    alt: row.alt,
    picture: file
      ? {
          ...{ width: file.width, height: file.height, isStill: true, sizeBytes: Number(file.size_bytes) },
          src: addressOfFile(
            ctx,
            { creativeId, version: row.version, width: file.width, isStill: true },
            row.state === 'approved',
          ),
        }
      : null,
  }
}

/**
 * The creatives of an advertiser or a network, the last touched first.
 *
 * @throws Refusal `creatives-not-of-publishers`, those of `requireRoleIn`
 */
export async function listCreatives(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly ListedCreative[]> {
  const { organisation } = await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  requireWithCreatives(organisation)
  const found = await rows(ctx)
    .where('of.organisation_id', '=', organisationId)
    .orderBy('of.touched_at', 'desc')
    .orderBy('of.id')
    .execute()
  return Promise.all(found.map((row) => listed(ctx, row)))
}

/**
 * Whether another creative of an organisation would be accepted now, as its agreement goes. To say it before somebody tries.
 *
 * @throws Refusal those of `listCreatives`
 */
export async function areCreativesAccepted(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<boolean> {
  const { organisation } = await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  requireWithCreatives(organisation)
  return isAgreed(ctx, organisationId, organisation)
}

/** One of them, with everything that happened to it. @throws Refusal `creative-not-found`, those of `requireRoleIn` */
export async function getCreative(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  shown: string,
): Promise<ShownCreative> {
  const { roles, organisation } = await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  const creative = await readCreative(ctx, shown, organisationId)
  return presentCreative(ctx, creative, mayAs(roles, ['orders']) && organisation.status === 'open')
}

/** A creative that waits for staff. */
export interface WaitingCreative extends ListedCreative {
  readonly organisation: { readonly id: string; readonly name: string }
  /** Since when. */
  readonly madeAt: Date
}

const waitingMax = 200

/** What waits for staff, the oldest first. @throws Refusal those of `requireReviewer` */
export async function listCreativesToReview(ctx: Ctx, actor: Actor): Promise<readonly WaitingCreative[]> {
  requireReviewer(actor)
  const found = await rows(ctx)
    .where('newest.state', '=', 'waiting')
    .orderBy('newest.made_at')
    .orderBy('of.id')
    .limit(waitingMax)
    .execute()
  return Promise.all(
    found.map(async (row) => {
      const organisation = await readOrganisation(ctx, row.organisation_id as Id<'organisation'>)
      return {
        ...(await listed(ctx, row)),
        organisation: { id: showOrganisationId(organisation), name: organisation.name },
        madeAt: row.made_at,
      }
    }),
  )
}

/**
 * One of them, or one that was decided before; and which one waits longest beside it.
 *
 * @throws Refusal `creative-not-found`, those of `requireReviewer`
 */
export async function getCreativeToReview(
  ctx: Ctx,
  actor: Actor,
  shown: string,
): Promise<ShownCreative & { readonly next: string | null }> {
  requireReviewer(actor)
  const creative = await readCreative(ctx, shown)
  const next = await rows(ctx)
    .where('newest.state', '=', 'waiting')
    .where('of.id', '<>', creative.id)
    .orderBy('newest.made_at')
    .orderBy('of.id')
    .executeTakeFirst()
  return {
    ...(await presentCreative(ctx, creative, false)),
    next: next ? showId('creative', next.id as Id<'creative'>) : null,
  }
}
