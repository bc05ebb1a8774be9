import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { getOrder, lineIdsOf, lockOrder, requireOrderOf } from '#ads/orders'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, readId, showId } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'
import { creativeNotFound } from './creative-row.ts'
import type { ListedCreative } from './creative.ts'
import { listCreatives } from './list-creatives.ts'
import { readyAmong } from './ready-creatives.ts'
import { requireMaker } from './who-may.ts'

/** More than anybody tells apart; each is fetched by nobody until it is chosen. */
export const lineCreativesMax = 20

export const NameCreativesInput = z.strictObject({
  /** `ord_…` */
  order: z.string().max(60),
  /** `lin_…` */
  line: z.string().max(60),
  /** `cre_…`, in place of those named before; a form sends them joined by spaces. */
  creatives: z
    .union([
      z
        .string()
        .max(2000)
        .transform((text) => text.split(/\s+/).filter(Boolean)),
      z.array(z.string().max(60)),
    ])
    .transform((ids) => [...new Set(ids)])
    .refine((ids) => ids.length <= lineCreativesMax, { error: `Choose at most ${lineCreativesMax}.` })
    .default([]),
})
export type NameCreativesInput = z.output<typeof NameCreativesInput>

/** What a line may show, and whether it is ready. */
export interface LineCreatives {
  readonly order: { readonly id: string; readonly title: string }
  readonly line: { readonly id: string; readonly name: string }
  readonly mayAct: boolean
  readonly choices: readonly (ListedCreative & { readonly isNamed: boolean; readonly isReady: boolean })[]
}

const lineNotFound = (): Refusal => notFound('line-not-found', 'There is no such line in this order.')

async function lineOf(ctx: Ctx, actor: Actor, organisationId: Id<'organisation'>, order: string, line: string) {
  await requireOrderOf(ctx, organisationId, order)
  const found = await getOrder(ctx, actor, order)
  const lineId = readId('line', line)
  const row = found.content.lines.find(({ id }) => id === lineId)
  if (!lineId || !row) throw lineNotFound()
  return { found, lineId, name: row.name }
}

/**
 * The creatives of an advertiser, and which of them a line shows.
 *
 * @throws Refusal `line-not-found`, those of `getOrder` and `listCreatives`
 */
export async function creativesOfLine(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  order: string,
  line: string,
): Promise<LineCreatives> {
  const { found, lineId, name } = await lineOf(ctx, actor, organisationId, order, line)
  const named = await ctx.db
    .selectFrom('ads_order_line_creatives')
    .where('line_id', '=', lineId)
    .select('creative_id')
    .execute()
  const ready = new Set((await readyAmong(ctx, [lineId])).map(({ id }) => id))
  const isNamed = new Set(named.map(({ creative_id: id }) => showId('creative', id as Id<'creative'>)))
  const isReady = new Set([...ready].map((id) => showId('creative', id as Id<'creative'>)))
  const all = await listCreatives(ctx, actor, organisationId)
  return {
    order: { id: found.id, title: found.content.title },
    line: { id: line, name },
    mayAct: found.side === 'them' && found.mayAct,
    choices: all.map((one) => ({ ...one, isNamed: isNamed.has(one.id), isReady: isReady.has(one.id) })),
  }
}

/**
 * Says which creatives a line shows, in place of those named before. Only those of the same advertiser, and none that was
 * deleted; which of them are ready follows from what they are.
 *
 * @throws Refusal `creative-not-found`, `line-not-found`, `order-not-found`, and those of `requireMaker`
 */
export async function nameCreatives(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { order, line, creatives }: NameCreativesInput,
): Promise<void> {
  await requireMaker(ctx, actor, organisationId)
  await requireOrderOf(ctx, organisationId, order)
  const lineId = readId('line', line)
  const ids = creatives.map((shown) => {
    const id = readId('creative', shown)
    if (!id) throw creativeNotFound()
    return id
  })
  await inTransaction(ctx, async (tx) => {
    // Creatives before the order, as whoever decides on one locks them.
    if (ids.length > 0) {
      const there = await tx.db
        .selectFrom('ads_creatives')
        .where('id', 'in', ids)
        .where('organisation_id', '=', organisationId)
        .where('withdrawn_at', 'is', null)
        .select('id')
        .orderBy('id')
        .forShare()
        .execute()
      if (there.length !== ids.length) throw creativeNotFound()
    }
    const { id: orderId } = await lockOrder(tx, order)
    if (!lineId || !(await lineIdsOf(tx, orderId)).has(lineId)) throw lineNotFound()
    await tx.db.deleteFrom('ads_order_line_creatives').where('line_id', '=', lineId).execute()
    if (ids.length === 0) return
    await tx.db
      .insertInto('ads_order_line_creatives')
      .values(ids.map((creativeId) => ({ order_id: orderId, line_id: lineId, creative_id: creativeId })))
      .execute()
  })
}
