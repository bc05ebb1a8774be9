import { approvesCreatives } from '#ads/publishers'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { ReadyCreative } from './creative.ts'
import { isLost } from './landing.rules.ts'
import type { LandingProblem } from './landing.rules.ts'
import { pictureOf } from './read-creative.ts'

/** Approved, in use, and leading where it should, of these lines. */
export async function readyAmong({ db }: Pick<AnyCtx, 'db'>, lineIds: readonly Id<'line'>[]) {
  if (lineIds.length === 0) return []
  const rows = await db
    .selectFrom('ads_order_line_creatives as named')
    .innerJoin('ads_creatives as of', 'of.id', 'named.creative_id')
    .innerJoin('ads_creative_versions as used', (join) =>
      join.onRef('used.creative_id', '=', 'of.id').onRef('used.version', '=', 'of.approved_version'),
    )
    .where('named.line_id', 'in', lineIds)
    .where('of.withdrawn_at', 'is', null)
    .where('used.state', '=', 'approved')
    .select(['named.line_id', 'of.id', 'used.version', 'used.picture_id', 'used.headline', 'used.words'])
    .select(['used.call_to_action', 'used.alt', 'used.landing_page', 'used.landing_problem', 'used.landing_failures'])
    .orderBy('named.line_id')
    .orderBy('of.id')
    .execute()
  return rows.filter((row) => !isLost(row.landing_problem as LandingProblem | null, row.landing_failures))
}

/**
 * What lines have ready to be shown: approved by staff, in use, and leading where it should. For whoever decides what is
 * shown, and to say what is next.
 *
 * @param publisherId on whose pages: what they refused is left out, and where they look at each, what they have not
 *   allowed; without it, what is ready anywhere
 */
export async function readyCreativesOf(
  ctx: AnyCtx,
  lineIds: readonly Id<'line'>[],
  publisherId?: Id<'organisation'>,
): Promise<readonly ReadyCreative[]> {
  const rows = await readyAmong(ctx, lineIds)
  const isAllowed = publisherId === undefined ? () => true : await allowedAt(ctx, publisherId)
  const shown = rows.filter(({ id, version }) => isAllowed(id, version))
  return Promise.all(
    shown.map(async (row) => ({
      lineId: row.line_id as Id<'line'>,
      creativeId: row.id as Id<'creative'>,
      version: row.version,
      headline: row.headline,
      text: row.words,
      callToAction: row.call_to_action,
      alt: row.alt,
      landingPage: row.landing_page,
      picture: await pictureOf(
        ctx,
        { creativeId: row.id as Id<'creative'>, version: row.version, pictureId: row.picture_id },
        true,
      ),
    })),
  ).then((ready) => ready.flatMap(({ picture, ...creative }) => (picture ? [{ ...creative, picture }] : [])))
}

/** Whether a line has something to show. `waits`: for the checks or for staff; `lacks`: until its advertiser acts. */
export type LineStand = 'ready' | 'waits' | 'lacks'

/** How each of these lines stands, to say what is next. For rooms that have looked who asks. */
export async function standOfLines(
  ctx: AnyCtx,
  lineIds: readonly Id<'line'>[],
): Promise<ReadonlyMap<Id<'line'>, LineStand>> {
  if (lineIds.length === 0) return new Map()
  const ready = new Set((await readyCreativesOf(ctx, lineIds)).map(({ lineId }) => lineId))
  const found = await ctx.db
    .selectFrom('ads_order_line_creatives as named')
    .innerJoin('ads_creatives as of', 'of.id', 'named.creative_id')
    .innerJoin('ads_creative_versions as newest', (join) =>
      join.onRef('newest.creative_id', '=', 'of.id').onRef('newest.version', '=', 'of.version'),
    )
    .where('named.line_id', 'in', lineIds)
    .where('of.withdrawn_at', 'is', null)
    .where('newest.state', 'in', ['checking', 'waiting'])
    .select('named.line_id')
    .execute()
  const waiting = new Set(found.map(({ line_id: lineId }) => lineId))
  return new Map(lineIds.map((id) => [id, ready.has(id) ? 'ready' : waiting.has(id) ? 'waits' : 'lacks']))
}

/** Whether a publisher lets a version be shown. A no holds for what it was said of and what came after it. */
async function allowedAt(
  ctx: AnyCtx,
  publisherId: Id<'organisation'>,
): Promise<(creativeId: string, version: number) => boolean> {
  const asks = await approvesCreatives(ctx, publisherId)
  const said = await ctx.db
    .selectFrom('ads_creative_consents')
    .where('organisation_id', '=', publisherId)
    .select(['creative_id', 'version', 'is_allowed'])
    .execute()
  const byCreative = new Map(said.map((one) => [one.creative_id, one]))
  return (creativeId, version) => {
    const one = byCreative.get(creativeId)
    if (one && !one.is_allowed) return false
    return !asks || (one !== undefined && one.version === version)
  }
}
