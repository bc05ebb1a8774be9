import { readOrganisation, showOrganisationId } from '#accounts/organisations'
import { boundOrders } from '#ads/orders'
import type { AnyCtx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { addressOfFile } from './creative-address.ts'
import { type CreativeRow, revisionOf } from './creative-row.ts'
import type { CreativePicture, CreativeState, CreativeStep, CreativeVersion, ShownCreative } from './creative.ts'
import type { Check, Finding } from './check.rules.ts'
import type { LandingProblem } from './landing.rules.ts'

/** The files of a version with their addresses; null where there are none. */
export async function pictureOf(
  ctx: AnyCtx,
  at: { readonly creativeId: Id<'creative'>; readonly version: number; readonly pictureId: string },
  isOpen: boolean,
): Promise<CreativePicture | null> {
  const picture = await ctx.db
    .selectFrom('ads_creative_pictures')
    .where('id', '=', at.pictureId)
    .select(['width', 'height', 'duration_ms', 'rounds'])
    .executeTakeFirst()
  if (!picture || picture.width === null || picture.height === null) return null
  const files = await ctx.db
    .selectFrom('ads_creative_files')
    .where('picture_id', '=', at.pictureId)
    .select(['width', 'height', 'is_still', 'size_bytes'])
    .orderBy('is_still')
    .orderBy('width')
    .execute()
  const roundMs = picture.duration_ms ?? 0
  return {
    width: picture.width,
    height: picture.height,
    animationMs: roundMs === 0 ? 0 : picture.rounds === 0 ? null : roundMs * (picture.rounds ?? 1),
    files: files.map(({ width, height, is_still: isStill, size_bytes: sizeBytes }) => ({
      ...{ width, height, isStill, sizeBytes: Number(sizeBytes) },
      src: addressOfFile(ctx, { creativeId: at.creativeId, version: at.version, width, isStill }, isOpen),
    })),
  }
}

/** A version with all that is known of it. */
async function versionOf(ctx: AnyCtx, creative: CreativeRow, version: number): Promise<CreativeVersion> {
  const row = await ctx.db
    .selectFrom('ads_creative_versions')
    .where('creative_id', '=', creative.id)
    .where('version', '=', version)
    .select(['id', 'picture_id', 'state', 'headline', 'words', 'call_to_action', 'alt', 'landing_page', 'made_at'])
    .select(['checked_at', 'decided_at', 'declined_because', 'landing_seen_at', 'landing_problem'])
    .executeTakeFirstOrThrow()
  const findings = await ctx.db
    .selectFrom('ads_creative_findings')
    .where('version_id', '=', row.id)
    .select(['what', 'gravity', 'reason'])
    .orderBy('position')
    .execute()
  const hops = await ctx.db
    .selectFrom('ads_creative_hops')
    .where('version_id', '=', row.id)
    .select(['address', 'status'])
    .orderBy('position')
    .execute()
  const isOpen = row.state === 'approved' && creative.withdrawnAt === null
  return {
    version,
    state: row.state as CreativeState,
    headline: row.headline,
    text: row.words,
    callToAction: row.call_to_action,
    alt: row.alt,
    landingPage: row.landing_page,
    madeAt: row.made_at,
    checkedAt: row.checked_at,
    decidedAt: row.decided_at,
    declinedBecause: row.declined_because,
    findings: findings.map(({ what, gravity, reason }) => ({
      ...{ check: what as Check, gravity: gravity as Finding['gravity'], reason },
    })),
    picture: await pictureOf(ctx, { creativeId: creative.id, version, pictureId: row.picture_id }, isOpen),
    landing: { seenAt: row.landing_seen_at, problem: row.landing_problem as LandingProblem | null, hops },
  }
}

/** A creative with everything that happened to it. Whoever calls has looked who asks. */
export async function presentCreative(ctx: AnyCtx, creative: CreativeRow, mayAct: boolean): Promise<ShownCreative> {
  const { id, organisationId, version, approvedVersion, withdrawnAt } = creative
  const [organisation, newest, inUse, steps, named] = await Promise.all([
    readOrganisation(ctx, organisationId),
    versionOf(ctx, creative, version),
    approvedVersion === null || approvedVersion === version ? null : versionOf(ctx, creative, approvedVersion),
    ctx.db
      .selectFrom('ads_creative_steps')
      .where('creative_id', '=', id)
      .select(['what', 'version', 'at'])
      .orderBy('number', 'desc')
      .execute(),
    ctx.db
      .selectFrom('ads_order_line_creatives')
      .where('creative_id', '=', id)
      .select(['order_id', 'line_id'])
      .orderBy('order_id')
      .orderBy('line_id')
      .execute(),
  ])
  const bound = await boundOrders(
    ctx,
    named.map(({ order_id: orderId }) => orderId as Id<'order'>),
  )
  return {
    id: showId('creative', id),
    organisation: { id: showOrganisationId(organisation), name: organisation.name },
    mayAct: mayAct && withdrawnAt === null,
    newest,
    inUse,
    isInUse: approvedVersion !== null && withdrawnAt === null,
    withdrawnAt,
    revision: await revisionOf(ctx, id),
    steps: steps.map(({ what, version: of, at }) => ({ what: what as CreativeStep, version: of, at })),
    orders: named.map(({ order_id: orderId, line_id: lineId }) => ({
      order: showId('order', orderId as Id<'order'>),
      line: showId('line', lineId as Id<'line'>),
      isSigned: bound.has(orderId as Id<'order'>),
    })),
  }
}
