import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { mayAs, readOrganisation, requireOpen, requireRoleIn } from '#accounts/organisations'
import { boundOrders } from '#ads/orders'
import { approvesCreatives } from '#ads/publishers'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { creativeNotFound, readCreative } from './creative-row.ts'
import type { CreativePicture, CreativeWords } from './creative.ts'
import { pictureOf } from './read-creative.ts'
import { requirePublisher } from './who-may.ts'

/** A creative as a publisher sees it. */
export interface OfferedCreative extends CreativeWords {
  readonly id: string
  readonly version: number
  readonly advertiser: string
  readonly picture: CreativePicture | null
  /** What they said of this version; null where they have not. */
  readonly isAllowed: boolean | null
}

export interface OfferedCreatives {
  /** Whether nothing is shown that they have not allowed. */
  readonly asks: boolean
  readonly mayAct: boolean
  /** What they have not decided on comes first, the oldest before the newer. */
  readonly items: readonly OfferedCreative[]
}

const offeredMax = 200

/**
 * The creatives that may come to the pages of a publisher: approved by staff, and of orders that both sides signed and that
 * are not over.
 *
 * @throws Refusal `creatives-of-others-only`, those of `requireRoleIn`
 */
export async function offeredCreatives(
  ctx: Ctx,
  actor: Actor,
  publisherId: Id<'organisation'>,
): Promise<OfferedCreatives> {
  const { organisation, roles } = await requireRoleIn(ctx, actor, publisherId, 'reader', 'business:read')
  requirePublisher(organisation)
  return {
    asks: await approvesCreatives(ctx, publisherId),
    mayAct: mayAs(roles, ['technical']) && organisation.status === 'open',
    items: await offeredTo(ctx, publisherId),
  }
}

async function offeredTo(ctx: Ctx, publisherId: Id<'organisation'>): Promise<readonly OfferedCreative[]> {
  const named = await ctx.db.selectFrom('ads_order_line_creatives').select('order_id').distinct().execute()
  const now = ctx.clock.now()
  const bound = await boundOrders(
    ctx,
    named.map(({ order_id: orderId }) => orderId as Id<'order'>),
  )
  const running = [...bound].filter(([, endsAt]) => endsAt > now).map(([orderId]) => orderId)
  return running.length === 0 ? [] : offeredOf(ctx, publisherId, running)
}

async function offeredOf(
  ctx: Ctx,
  publisherId: Id<'organisation'>,
  orderIds: readonly Id<'order'>[],
): Promise<readonly OfferedCreative[]> {
  const rows = await ctx.db
    .selectFrom('ads_creatives as of')
    .innerJoin('ads_creative_versions as used', (join) =>
      join.onRef('used.creative_id', '=', 'of.id').onRef('used.version', '=', 'of.approved_version'),
    )
    .leftJoin('ads_creative_consents as said', (join) =>
      join
        .onRef('said.creative_id', '=', 'of.id')
        .onRef('said.version', '=', 'of.approved_version')
        .on('said.organisation_id', '=', publisherId),
    )
    .where('of.withdrawn_at', 'is', null)
    .where('of.id', 'in', (select) =>
      select.selectFrom('ads_order_line_creatives').where('order_id', 'in', orderIds).select('creative_id'),
    )
    .select(['of.id', 'of.organisation_id', 'used.version', 'used.picture_id', 'used.headline', 'used.words'])
    .select(['used.call_to_action', 'used.alt', 'used.landing_page', 'said.is_allowed'])
    .orderBy('said.is_allowed', (order) => order.asc().nullsFirst())
    .orderBy('used.decided_at')
    .orderBy('of.id')
    .limit(offeredMax)
    .execute()
  return Promise.all(
    rows.map(async (row) => {
      const creativeId = row.id as Id<'creative'>
      return {
        id: showId('creative', creativeId),
        version: row.version,
        advertiser: (await readOrganisation(ctx, row.organisation_id as Id<'organisation'>)).name,
        headline: row.headline,
        text: row.words,
        callToAction: row.call_to_action,
        alt: row.alt,
        landingPage: row.landing_page,
        picture: await pictureOf(ctx, { creativeId, version: row.version, pictureId: row.picture_id }, true),
        isAllowed: row.is_allowed,
      }
    }),
  )
}

export const AllowCreativeInput = z.strictObject({
  creative: z.string().max(60),
  /** The version that was looked at. */
  version: z.coerce.number().int().min(1),
  allow: z.union([z.boolean(), z.enum(['yes', 'no']).transform((word) => word === 'yes')], { error: 'Say yes or no.' }),
})
export type AllowCreativeInput = z.output<typeof AllowCreativeInput>

/**
 * A publisher lets a version of a creative be shown on their pages, or not. What they said last holds.
 *
 * @throws Refusal `creative-not-found`, `creative-changed`, `organisation-closing`, and those of `requireRoleIn`
 */
export async function allowCreative(
  ctx: Ctx,
  actor: Actor,
  publisherId: Id<'organisation'>,
  { creative: shown, version, allow }: AllowCreativeInput,
): Promise<void> {
  const { organisation } = await requireRoleIn(ctx, actor, publisherId, 'technical')
  requirePublisher(organisation)
  requireOpen(organisation)
  const items = await offeredTo(ctx, publisherId)
  const offered = items.find(({ id }) => id === shown)
  if (!offered) throw creativeNotFound()
  await inTransaction(ctx, async (tx) => {
    const { id, approvedVersion } = await readCreative(tx, shown, undefined, { lock: true })
    if (approvedVersion !== version) {
      throw new Refusal('conflict', 'creative-changed', 'Somebody has changed this creative meanwhile. Read it again.')
    }
    const said = { version, is_allowed: allow, decided_at: tx.clock.now() }
    await tx.db
      .insertInto('ads_creative_consents')
      .values({ organisation_id: publisherId, creative_id: id, ...said })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'creative_id']).doUpdateSet(said))
      .execute()
  })
}
