import { requireStaying } from '#accounts/members'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { appendAudit } from '#privacy/audit'
import type { Side } from './order.ts'
import { type Act, type Block, type Paper, after, blockedBy } from './order.rules.ts'
import type { OrderRow } from './order-row.ts'

export const stepWords = [
  ...([
    'made',
    'changed',
    'submitted',
    'approved',
    'declined',
    'signed',
    'countersigned',
    'paused',
    'resumed',
  ] as const),
  ...(['trouble', 'told', 'called', 'not-reached', 'solved', 'cancelled'] as const),
] as const
export type StepWord = (typeof stepWords)[number]

const refusals: Readonly<Record<Block, () => Refusal>> = {
  'order-cancelled': () => new Refusal('conflict', 'order-cancelled', 'This order was cancelled. Copy it to go on.'),
  'order-not-draft': () =>
    new Refusal('conflict', 'order-not-draft', 'This was submitted already. Change it to submit it anew.'),
  'order-not-submitted': () =>
    new Refusal('conflict', 'order-not-submitted', 'Nothing waits for approval here. Look at the order again.'),
  'order-not-approved': () =>
    new Refusal('conflict', 'order-not-approved', 'Only what was approved can be signed. Look at the order again.'),
  'order-not-signed-yet': () =>
    new Refusal('conflict', 'order-not-signed-yet', 'The advertiser signs first. Wait for their signature.'),
  'order-already-signed': () =>
    new Refusal('conflict', 'order-already-signed', 'This is signed already. Look at it again.'),
  'order-read-otherwise': () =>
    new Refusal(
      'conflict',
      'order-read-otherwise',
      'The order was changed. Read it again, and decide on what it says.',
    ),
  'order-not-booked': () => new Refusal('conflict', 'order-not-booked', 'Only what both sides signed can be paused.'),
  'order-already-paused': () => new Refusal('conflict', 'order-already-paused', 'It is paused already.'),
  'order-not-paused': () =>
    new Refusal('conflict', 'order-not-paused', 'You did not pause it. Whoever paused an order goes on with it.'),
}

/** The paper after an act. @throws Refusal why it is not possible */
export function acted({ paper }: Pick<OrderRow, 'paper'>, act: Act): Paper {
  const blocked = blockedBy(paper, act)
  if (blocked) throw refusals[blocked]()
  return after(paper, act)
}

/** Notes what was done to an order, by whom, here and in the log of acts. The order is locked. */
export async function noteStep(
  tx: TxCtx,
  {
    id,
    organisationId,
    version,
  }: { readonly id: Id<'order'>; readonly organisationId: Id<'organisation'>; readonly version: number },
  what: StepWord,
  side: Side | 'house',
  byPersonId: Id<'person'> | null,
): Promise<void> {
  const now = tx.clock.now()
  const { number } = await tx.db
    .selectFrom('ads_order_steps')
    .where('order_id', '=', id)
    .select((select) => select.fn.coalesce(select.fn.max('number'), select.lit(0)).as('number'))
    .executeTakeFirstOrThrow()
  await tx.db
    .insertInto('ads_order_steps')
    .values({ order_id: id, number: number + 1, version, what, side, by_person_id: byPersonId, at: now })
    .execute()
  await tx.db.updateTable('ads_orders').set({ touched_at: now }).where('id', '=', id).execute()
  await appendAudit(tx, {
    kind: 'order-step',
    by: byPersonId,
    about: organisationId,
    detail: { orderId: id, version, what, side },
  })
  if (byPersonId) await requireStaying(tx, byPersonId)
}
