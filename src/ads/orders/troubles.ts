import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { findContact } from '#accounts/organisation-contacts'
import { type Channel, readReach } from '#accounts/organisations'
import { hourMs, later, minuteMs } from '#platform/clock'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId, readId, showId } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import { orderId } from './decide-order.ts'
import { troubleReasons } from './order.ts'
import { because } from './order-fields.ts'
import { type OrderRow, lockOrder } from './order-row.ts'
import { noteStep } from './take-step.ts'
import { writeTrouble } from './trouble-letter.ts'
import { requireDesk } from './who-may.ts'

/** A letter is there within a minute; a call is made within the working day. */
const dueMs: Readonly<Record<Channel, number>> = { email: minuteMs, telephone: 4 * hourMs }

export const ReportTroubleInput = z.strictObject({
  order: orderId,
  reason: z.enum(troubleReasons, { error: 'Choose what it is about.' }),
  words: because('words', 'Say in at least 10 characters what is wrong and what to do.'),
  stopsDelivery: z.boolean().default(true),
})
export type ReportTroubleInput = z.output<typeof ReportTroubleInput>

/** Whom the desk reaches about an order: whom the advertiser named for it, or the advertiser. */
export interface OrderReach {
  readonly channel: Channel
  readonly name: string | null
  readonly email: string | null
  readonly telephone: string | null
}

/** By which way an advertiser is reached about orders. Whoever calls has looked who asks. */
export async function readOrderReach(ctx: AnyCtx, organisationId: Id<'organisation'>): Promise<OrderReach> {
  const contact = await findContact(ctx, { organisationId, kind: 'orders' })
  if (contact) {
    const { preferredChannel: channel, name, email, telephone } = contact
    return { channel, name, email, telephone }
  }
  const { preferredChannel: channel, email, telephone } = await readReach(ctx, organisationId)
  return { channel, name: null, email, telephone }
}

/**
 * Says that something is wrong with an order. The advertiser learns of it by the way they chose: by letter at once, or by
 * a call that stands among the tasks of the desk; never by both.
 *
 * @returns `trb_…`
 * @throws Refusal `order-not-found`, and those of `requireStaff`
 */
export async function reportTrouble(
  ctx: Ctx,
  actor: Actor,
  { order: shown, ...trouble }: ReportTroubleInput,
): Promise<{ readonly id: string }> {
  const { personId } = requireDesk(actor)
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, shown)
    return { id: showId('trouble', await openTrouble(tx, order, trouble, personId)) }
  })
}

/** The same, as part of what another room does. The order is locked. */
export async function openTrouble(
  tx: TxCtx,
  order: Pick<OrderRow, 'id' | 'organisationId' | 'paper'>,
  { reason, words, stopsDelivery }: Omit<ReportTroubleInput, 'order'>,
  byPersonId: Id<'person'> | null,
): Promise<Id<'trouble'>> {
  const id = newId<'trouble'>(tx)
  const now = tx.clock.now()
  const { channel } = await readOrderReach(tx, order.organisationId)
  await tx.db
    .insertInto('ads_order_troubles')
    .values({
      id,
      order_id: order.id,
      reason,
      words,
      stops_delivery: stopsDelivery,
      channel,
      reported_at: now,
      due_at: later(now, dueMs[channel]),
    })
    .execute()
  if (channel === 'email') await tx.enqueue(writeTrouble, { troubleId: id }, { key: id })
  const side = byPersonId ? 'us' : 'house'
  await noteStep(tx, { ...order, version: order.paper.version }, 'trouble', side, byPersonId)
  return id
}

const troubleId = z.string().max(60)

export const CalledInput = z.strictObject({ trouble: troubleId, reached: z.boolean() })
export type CalledInput = z.output<typeof CalledInput>

/**
 * Notes that somebody of the desk called about a trouble. Where nobody was reached the task stays.
 *
 * @throws Refusal `trouble-not-found`, `trouble-told`, and those of `requireStaff`
 */
export async function noteCall(ctx: Ctx, actor: Actor, { trouble: shown, reached }: CalledInput): Promise<void> {
  const { personId } = requireDesk(actor)
  await inTransaction(ctx, async (tx) => {
    const { order, trouble } = await lockTrouble(tx, shown)
    if (trouble.channel !== 'telephone' || trouble.told_at !== null || trouble.solved_at !== null) {
      throw new Refusal('conflict', 'trouble-told', 'There is no call to make: they were told, or it is solved.')
    }
    if (reached) {
      await tx.db
        .updateTable('ads_order_troubles')
        .set({ told_at: tx.clock.now() })
        .where('id', '=', trouble.id)
        .execute()
    }
    const step = { ...order, version: order.paper.version }
    await noteStep(tx, step, reached ? 'called' : 'not-reached', 'us', personId)
  })
}

export const SolveTroubleInput = z.strictObject({
  trouble: troubleId,
  solution: because('solution', 'Say in at least 10 characters how it was solved.'),
})
export type SolveTroubleInput = z.output<typeof SolveTroubleInput>

/**
 * Says that a trouble is over, and how. Of two who do it at once one is told.
 *
 * @throws Refusal `trouble-not-found`, `trouble-solved`, and those of `requireStaff`
 */
export async function solveTrouble(
  ctx: Ctx,
  actor: Actor,
  { trouble: shown, solution }: SolveTroubleInput,
): Promise<void> {
  const { personId } = requireDesk(actor)
  await inTransaction(ctx, async (tx) => {
    const { order, trouble } = await lockTrouble(tx, shown)
    if (trouble.solved_at !== null) {
      throw new Refusal('conflict', 'trouble-solved', 'Somebody has solved this already. Look at the order again.')
    }
    await tx.db
      .updateTable('ads_order_troubles')
      .set({ solved_at: tx.clock.now(), solution })
      .where('id', '=', trouble.id)
      .execute()
    await noteStep(tx, { ...order, version: order.paper.version }, 'solved', 'us', personId)
  })
}

/** A trouble, once nobody else changes its order. @throws Refusal `trouble-not-found` */
async function lockTrouble(tx: TxCtx, shown: string) {
  const id = readId('trouble', shown)
  const find = () =>
    tx.db
      .selectFrom('ads_order_troubles')
      .where('id', '=', id)
      .select(['id', 'order_id', 'channel', 'told_at', 'solved_at'])
      .executeTakeFirst()
  const found = id && (await find())
  if (!found) throw troubleNotFound()
  const order = await lockOrder(tx, showId('order', found.order_id as Id<'order'>))
  const trouble = await find()
  if (!trouble) throw troubleNotFound()
  return { order, trouble }
}

const troubleNotFound = (): Refusal => notFound('trouble-not-found', 'There is no such trouble.')
