import { createHash } from 'node:crypto'
import { isInForce } from '#ads/agreements'
import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, newId, readId, showId } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'
import type { Phase, Side } from './order.ts'
import type { Course, Paper } from './order.rules.ts'

export const orderNotFound = (): Refusal => notFound('order-not-found', 'There is no such order.')

export const hashOf = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

/** A number for an order that a form begins, `ord_…`. */
export const newOrderId = (ctx: Pick<AnyCtx, 'clock' | 'chance'>): string => showId('order', newId<'order'>(ctx))

/** An order: what its paper allows, and how it goes. */
export interface OrderRow {
  readonly id: Id<'order'>
  readonly organisationId: Id<'organisation'>
  readonly paper: Paper
  readonly title: string
  readonly endsAt: Date | null
  readonly cancelledAt: Date | null
  readonly cancelledBy: Side | null
  readonly createdAt: Date
  readonly touchedAt: Date
}

const rows = ({ db }: Pick<AnyCtx, 'db'>) =>
  db
    .selectFrom('ads_orders as of')
    .innerJoin('ads_order_versions as newest', (join) =>
      join.onRef('newest.order_id', '=', 'of.id').onRef('newest.version', '=', 'of.version'),
    )
    .leftJoin('ads_order_versions as bound', (join) =>
      join.onRef('bound.order_id', '=', 'of.id').onRef('bound.version', '=', 'of.binding_version'),
    )
    .leftJoin('ads_order_signatures as them', (join) =>
      join.onRef('them.order_id', '=', 'of.id').onRef('them.version', '=', 'of.version').on('them.side', '=', 'them'),
    )
    .leftJoin('ads_order_signatures as us', (join) =>
      join.onRef('us.order_id', '=', 'of.id').onRef('us.version', '=', 'of.version').on('us.side', '=', 'us'),
    )
    .select(['of.id', 'of.organisation_id', 'of.version', 'of.binding_version', 'of.paused_by', 'of.ends_at'])
    .select(['of.cancelled_at', 'of.cancelled_by', 'of.created_at', 'of.touched_at'])
    .select(['newest.phase', 'newest.title', 'newest.sha256', 'newest.approved_sha256'])
    .select(['bound.sha256 as bound_sha256', 'them.sha256 as them_sha256', 'us.sha256 as us_sha256'])

const hex = (hash: Buffer | null): string | null => hash && hash.toString('hex')

function rowOf(row: Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>): OrderRow {
  const bound = hex(row.bound_sha256)
  return {
    id: row.id as Id<'order'>,
    organisationId: row.organisation_id as Id<'organisation'>,
    paper: {
      version: row.version,
      phase: row.phase as Phase,
      sha256: hex(row.sha256),
      approvedSha256: hex(row.approved_sha256),
      signed: { them: hex(row.them_sha256), us: hex(row.us_sha256) },
      binding: row.binding_version === null || bound === null ? null : { version: row.binding_version, sha256: bound },
      pausedBy: row.paused_by as Side | null,
      cancelled: row.cancelled_at !== null,
    },
    title: row.title,
    endsAt: row.ends_at,
    cancelledAt: row.cancelled_at,
    cancelledBy: row.cancelled_by as Side | null,
    createdAt: row.created_at,
    touchedAt: row.touched_at,
  }
}

/** The orders of an organisation, or of all that are here. The last touched comes first. */
export async function readOrders(
  ctx: Pick<AnyCtx, 'db'>,
  organisationId: Id<'organisation'> | null,
): Promise<readonly OrderRow[]> {
  const all = rows(ctx).orderBy('of.touched_at', 'desc').orderBy('of.id', 'desc')
  const found = organisationId
    ? all.where('of.organisation_id', '=', organisationId)
    : all.where('of.organisation_id', 'is not', null)
  return (await found.limit(listedMax).execute()).map(rowOf)
}
/** How many are listed at once. */
const listedMax = 500

/** One order as it stands, of an organisation that is here. @throws Refusal `order-not-found` */
export async function readOrder(ctx: Pick<AnyCtx, 'db'>, shown: string): Promise<OrderRow> {
  const id = readId('order', shown)
  const row =
    id && (await rows(ctx).where('of.id', '=', id).where('of.organisation_id', 'is not', null).executeTakeFirst())
  if (!row) throw orderNotFound()
  return rowOf(row)
}

/** An order of this organisation: one of another is none. @throws Refusal `order-not-found` */
export async function requireOrderOf(
  ctx: Pick<AnyCtx, 'db'>,
  organisationId: Id<'organisation'>,
  shown: string,
): Promise<void> {
  if ((await readOrder(ctx, shown)).organisationId !== organisationId) throw orderNotFound()
}

/** One order that nobody else changes until the transaction is over. @throws Refusal `order-not-found` */
export async function lockOrder(tx: TxCtx, shown: string): Promise<OrderRow> {
  const id = readId('order', shown)
  if (!id) throw orderNotFound()
  await tx.db.selectFrom('ads_orders').where('id', '=', id).select('id').forUpdate().execute()
  // Read after the lock: whoever was waited for may have changed it.
  return readOrder(tx, shown)
}

/** What time and troubles make of it: the flights that are bound, the terms, and what is not solved. */
export async function courseOf(
  ctx: AnyCtx,
  { id, organisationId, paper, endsAt }: Pick<OrderRow, 'id' | 'organisationId' | 'paper' | 'endsAt'>,
  inForce?: boolean,
): Promise<Course> {
  const troubles = await ctx.db
    .selectFrom('ads_order_troubles')
    .where('order_id', '=', id)
    .where('solved_at', 'is', null)
    .select('stops_delivery')
    .execute()
  const first = paper.binding
    ? await ctx.db
        .selectFrom('ads_order_lines')
        .where('order_id', '=', id)
        .where('version', '=', paper.binding.version)
        .select((select) => select.fn.min('starts_at').as('starts_at'))
        .executeTakeFirst()
    : undefined
  return {
    startsAt: first?.starts_at ?? null,
    endsAt,
    inForce: inForce ?? (await isInForce(ctx, organisationId, 'advertiser')),
    trouble: troubles.some(({ stops_delivery }) => stops_delivery) ? 'stops' : troubles.length > 0 ? 'runs-on' : 'none',
  }
}

/**
 * Which of these orders both sides have signed, with the instant of their end, also where it is past. For rooms that have
 * looked who asks.
 */
export async function boundOrders(
  { db }: Pick<AnyCtx, 'db'>,
  ids: readonly Id<'order'>[],
): Promise<ReadonlyMap<Id<'order'>, Date>> {
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('ads_orders')
    .where('id', 'in', ids)
    .where('binding_version', 'is not', null)
    .where('ends_at', 'is not', null)
    .select(['id', 'ends_at'])
    .execute()
  return new Map(found.map(({ id, ends_at: endsAt }) => [id as Id<'order'>, endsAt as Date]))
}

/** The lines of an organisation that both sides have signed and that are not over. For rooms that have looked who asks. */
export async function bookedLinesOf(
  { db, clock }: Pick<AnyCtx, 'db' | 'clock'>,
  organisationId: Id<'organisation'>,
): Promise<readonly Id<'line'>[]> {
  const now = clock.now()
  const found = await db
    .selectFrom('ads_orders as of')
    .innerJoin('ads_order_lines as line', (join) =>
      join.onRef('line.order_id', '=', 'of.id').onRef('line.version', '=', 'of.binding_version'),
    )
    .where('of.organisation_id', '=', organisationId)
    .where('line.ends_at', '>', now)
    .where((where) => where.or([where('line.stops_at', 'is', null), where('line.stops_at', '>', now)]))
    .select('line.id')
    .orderBy('line.starts_at')
    .orderBy('line.id')
    .execute()
  return found.map(({ id }) => id as Id<'line'>)
}

/** The lines that an order has in any of its versions. For rooms that have looked who asks. */
export async function lineIdsOf({ db }: Pick<AnyCtx, 'db'>, orderId: Id<'order'>): Promise<ReadonlySet<Id<'line'>>> {
  const found = await db.selectFrom('ads_order_lines').where('order_id', '=', orderId).select('id').distinct().execute()
  return new Set(found.map(({ id }) => id as Id<'line'>))
}
