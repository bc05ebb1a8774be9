import type { ClosingPart } from '#accounts/organisations'
import type { DataHolder, KeptAside } from '#declaration'
import { dayMs, later } from '#platform/clock'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { stopLines } from './cancel-order.ts'
import { readLines } from './order-content.ts'
import { noteStep } from './take-step.ts'

export const owner = 'ads/orders'

/**
 * How long what both sides signed stays after its end: six years, for which claims under a contract can be made
 * (Limitation Act 1980, s. 5; CPLR 213) and letters of business have to be kept (HGB § 257 (4)); with the leap days.
 */
export const keptDays = 2192
/** How long what nobody booked stays after the last thing that happened to it. */
export const unbookedDays = 365

const why =
  'Both sides signed it: the law has us keep it for six years after its end, sealed, and so do claims under it.'

/** What stays of orders when an organisation or somebody who signed goes, and what is past its time. */
export const orderHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  keep: async (tx, subjectId) => [...(await setAside(tx, subjectId)), ...(await setNamesAside(tx, subjectId))],
  async erase(tx, subjectId) {
    await setAside(tx, subjectId)
    await setNamesAside(tx, subjectId)
  },
  retain,
}

const ordersOf = ({ db }: AnyCtx, organisationId: string) =>
  db
    .selectFrom('ads_orders')
    .where('organisation_id', '=', organisationId)
    .select(['id', 'version', 'binding_version', 'ends_at', 'cancelled_at'])
    .orderBy('id')

/** What an organisation has booked is cut off from it and stays under its own key; what nobody booked goes, with its key. */
async function setAside(tx: TxCtx, organisationId: string): Promise<readonly KeptAside[]> {
  const now = tx.clock.now()
  const kept: KeptAside[] = []
  for (const { id, ends_at: endsAt } of await ordersOf(tx, organisationId).forUpdate().execute()) {
    const last = endsAt !== null && endsAt < now ? endsAt : now
    const until = later(last, keptDays * dayMs)
    if (endsAt === null || until <= now) {
      await forget(tx, id)
      continue
    }
    await tx.db.updateTable('ads_orders').set({ organisation_id: null, ends_at: last }).where('id', '=', id).execute()
    kept.push({ name: 'ads_order_versions.text', count: 1, why, until })
  }
  return kept
}

async function forget(tx: TxCtx, id: string): Promise<void> {
  await tx.db.deleteFrom('ads_orders').where('id', '=', id).execute()
  await tx.vault.shred(tx.db, id)
}

/**
 * The name under what somebody signed stays a part of it for six years after they go; then it is emptied, also where the
 * order is still there. That it was they who clicked goes at once.
 */
async function setNamesAside(tx: TxCtx, personId: string): Promise<readonly KeptAside[]> {
  const until = later(tx.clock.now(), keptDays * dayMs)
  const rows = await tx.db
    .selectFrom('ads_order_steps')
    .where('by_person_id', '=', personId)
    .where('what', 'in', ['signed', 'countersigned'])
    .select(['order_id', 'version', 'what'])
    .orderBy('order_id')
    .orderBy('version')
    .execute()
  const kept: KeptAside[] = []
  for (const { order_id: orderId, version, what } of rows) {
    const { numUpdatedRows } = await tx.db
      .updateTable('ads_order_signatures')
      .set({ name_until: until })
      .where('order_id', '=', orderId)
      .where('version', '=', version)
      .where('side', '=', what === 'signed' ? 'them' : 'us')
      .where('name', 'is not', null)
      .where('name_until', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) kept.push({ name: 'ads_order_signatures.name', count: 1, why, until })
  }
  return kept
}

/** Orders six years after their end and what nobody booked, each with its key; names past their day. */
async function retain(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now()
  return inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .selectFrom('ads_orders')
      .where((where) =>
        where.or([
          where('ends_at', '<=', later(now, -keptDays * dayMs)),
          where.and([where('ends_at', 'is', null), where('touched_at', '<=', later(now, -unbookedDays * dayMs))]),
          // Of an organisation whose row went.
          where.and([where('ends_at', 'is', null), where('organisation_id', 'is', null)]),
        ]),
      )
      .select('id')
      .execute()
    for (const { id } of gone) await forget(tx, id)
    const { numUpdatedRows } = await tx.db
      .updateTable('ads_order_signatures')
      .set({ name: null, title: null, name_until: null })
      .where('name_until', '<=', now)
      .executeTakeFirst()
    return gone.length + Number(numUpdatedRows)
  })
}

/** With an organisation all its orders end at once, as its terms do; what nobody booked goes. */
export const orderClosing: ClosingPart = {
  owner,
  async whatCloses(ctx, organisationId) {
    const now = ctx.clock.now()
    const rows = await ordersOf(ctx, organisationId).execute()
    const running = rows.filter(({ ends_at: endsAt }) => endsAt !== null && endsAt > now)
    return [
      { what: 'orders', count: running.length },
      { what: 'order-drafts', count: rows.filter(({ ends_at: endsAt }) => endsAt === null).length },
    ]
  },
  async close(tx, organisationId) {
    const now = tx.clock.now()
    for (const row of await ordersOf(tx, organisationId).forUpdate().execute()) {
      if (row.ends_at === null) {
        await forget(tx, row.id)
      } else if (row.ends_at > now && row.binding_version !== null) {
        await end(tx, organisationId, { ...row, id: row.id as Id<'order'>, binding: row.binding_version })
      }
    }
  },
}

async function end(
  tx: TxCtx,
  organisationId: Id<'organisation'>,
  { id, version, binding }: { readonly id: Id<'order'>; readonly version: number; readonly binding: number },
): Promise<void> {
  const now = tx.clock.now()
  const lines = await readLines(tx, id, binding)
  const ends = lines.map((line) => ({ lineId: line.id, stopsAt: line.endsAt < now ? line.endsAt : now }))
  await stopLines(tx, { id, version: binding }, ends, 'them')
  await noteStep(tx, { id, organisationId, version }, 'cancelled', 'house', null)
}
