import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { readOrganisation } from '#accounts/organisations'
import { boundOrders, lockOrder, openTrouble } from '#ads/orders'
import { businessText } from '#platform/free-text'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type CreativeRow, noteStep, readCreative, readVersion, revisionOf } from './creative-row.ts'
import { readyAmong } from './ready-creatives.ts'
import { isLost } from './landing.rules.ts'
import { requireAgreed, requireReviewer } from './who-may.ts'

/** The number of the last step, as it was read: what is decided on is that and nothing else. */
const decided = { creative: z.string().max(60), revision: z.coerce.number().int().min(1) }

export const ApproveCreativeInput = z.strictObject(decided)
export type ApproveCreativeInput = z.output<typeof ApproveCreativeInput>

export const DeclineCreativeInput = z.strictObject({
  ...decided,
  because: businessText('because')
    .trim()
    .transform((text) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '))
    .pipe(
      z
        .string()
        .min(10, { error: 'Say in at least 10 characters what has to change.' })
        .max(1000, { error: 'Use at most 1000 characters.' }),
    ),
})
export type DeclineCreativeInput = z.output<typeof DeclineCreativeInput>

/**
 * Staff agree to a creative, exactly as they read it; from now on this version is in use. Of two who decide at once, and of
 * one who decides while it is changed, the second is told.
 *
 * @throws Refusal `creative-not-found`, `creative-decided`, `creative-not-waiting`, `creative-leads-nowhere`,
 *   `creative-without-agreement`, and those of `requireReviewer`
 */
export async function approveCreative(ctx: Ctx, actor: Actor, input: ApproveCreativeInput): Promise<void> {
  const { personId } = requireReviewer(actor)
  await inTransaction(ctx, async (tx) => {
    const creative = await lockAsRead(tx, input)
    const version = await readVersion(tx, creative, creative.version)
    if (version.state !== 'waiting') throw notWaiting()
    const { organisationId } = creative
    await requireAgreed(tx, organisationId, await readOrganisation(tx, organisationId))
    if (version.landingProblem !== null) {
      throw new Refusal(
        'conflict',
        'creative-leads-nowhere',
        'Something is wrong with the landing page. Decline it, or wait for the next look.',
      )
    }
    await tx.db
      .updateTable('ads_creative_versions')
      .set({ state: 'superseded', next_look_at: null })
      .where('creative_id', '=', creative.id)
      .where('state', '=', 'approved')
      .execute()
    await tx.db
      .updateTable('ads_creative_versions')
      .set({ state: 'approved', decided_at: tx.clock.now() })
      .where('id', '=', version.id)
      .execute()
    await tx.db
      .updateTable('ads_creatives')
      .set({ approved_version: creative.version })
      .where('id', '=', creative.id)
      .execute()
    await noteStep(tx, creative, 'approved', personId)
  })
}

/**
 * Staff do not agree, and say what has to change. What waits is declined first; where nothing waits, what is in use, and
 * then every running order that shows it is in trouble.
 *
 * @throws Refusal those of `approveCreative` but for the landing page and the agreement
 */
export async function declineCreative(ctx: Ctx, actor: Actor, input: DeclineCreativeInput): Promise<void> {
  const { personId } = requireReviewer(actor)
  await inTransaction(ctx, async (tx) => {
    const creative = await lockAsRead(tx, input)
    const newest = await readVersion(tx, creative, creative.version)
    const isWaiting = newest.state === 'waiting'
    if (!isWaiting && creative.approvedVersion === null) throw notWaiting()
    const version = isWaiting ? newest : await readVersion(tx, creative, creative.approvedVersion ?? 0)
    await tx.db
      .updateTable('ads_creative_versions')
      .set({ state: 'declined', decided_at: tx.clock.now(), declined_because: input.because, next_look_at: null })
      .where('id', '=', version.id)
      .execute()
    if (version.version === creative.approvedVersion) {
      await tx.db.updateTable('ads_creatives').set({ approved_version: null }).where('id', '=', creative.id).execute()
    }
    await noteStep(tx, { ...creative, version: version.version }, 'declined', personId)
    // Where an older version goes on being shown, nothing of the order is in trouble.
    if (creative.approvedVersion !== null && isWaiting) return
    await tellOrders(tx, creative, `The creative “${version.headline}” was declined: ${input.because}`, personId)
  })
}

const notWaiting = (): Refusal =>
  new Refusal('conflict', 'creative-not-waiting', 'Nothing waits for a decision here. Look at the creative again.')

async function lockAsRead(tx: TxCtx, { creative: shown, revision }: ApproveCreativeInput): Promise<CreativeRow> {
  const creative = await readCreative(tx, shown, undefined, { lock: true })
  if (creative.withdrawnAt) throw notWaiting()
  if ((await revisionOf(tx, creative.id)) !== revision) {
    throw new Refusal(
      'conflict',
      'creative-decided',
      'Somebody has changed this creative or decided on it. Read it again, and decide on what it is.',
    )
  }
  return creative
}

/**
 * Every order that both sides signed, is not over and shows this creative gets a trouble, which reaches the advertiser by
 * the way they chose. It stops delivery where none of its lines has anything else to show. The creative is locked.
 */
export async function tellOrders(
  tx: TxCtx,
  { id }: Pick<CreativeRow, 'id'>,
  words: string,
  byPersonId: Id<'person'> | null,
): Promise<void> {
  const named = await tx.db
    .selectFrom('ads_order_line_creatives')
    .where('creative_id', '=', id)
    .select('order_id')
    .distinct()
    .orderBy('order_id')
    .execute()
  const now = tx.clock.now()
  for (const [orderId, endsAt] of await boundOrders(
    tx,
    named.map(({ order_id: orderId }) => orderId as Id<'order'>),
  )) {
    if (endsAt <= now) continue
    const lines = await tx.db
      .selectFrom('ads_order_line_creatives')
      .where('order_id', '=', orderId)
      .select('line_id')
      .execute()
    const ready = await readyAmong(
      tx,
      lines.map(({ line_id: lineId }) => lineId as Id<'line'>),
    )
    const order = await lockOrder(tx, showId('order', orderId))
    await openTrouble(
      tx,
      order,
      { reason: 'creative', words: words.slice(0, 1000), stopsDelivery: ready.length === 0 },
      byPersonId,
    )
  }
}

/** The daily look at the landing page of a version found this. The creative is locked. */
export async function followLanding(
  tx: TxCtx,
  creative: CreativeRow,
  { version, headline }: { readonly version: number; readonly headline: string },
  { wasLost, now }: { readonly wasLost: boolean; readonly now: Parameters<typeof isLost> },
  reason: string,
): Promise<void> {
  if (version !== creative.approvedVersion || creative.withdrawnAt) return
  const lost = isLost(...now)
  if (lost === wasLost) return
  await noteStep(tx, { ...creative, version }, lost ? 'landing-lost' : 'landing-found', null)
  if (lost) await tellOrders(tx, creative, `The creative “${headline}” is not shown. ${reason}`, null)
}
