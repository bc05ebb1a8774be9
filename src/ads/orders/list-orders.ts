import * as z from 'zod'
import { isInForce } from '#ads/agreements'
import type { Actor } from '#accounts/members'
import { readOrganisation, showOrganisationId } from '#accounts/organisations'
import type { Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { totalMicros } from './money.rules.ts'
import { type OrderState, type Phase, type Side, orderStates } from './order.ts'
import { delivers, stateAt } from './order.rules.ts'
import { type StoredLine, readLines } from './order-content.ts'
import { type OrderRow, courseOf, readOrders } from './order-row.ts'
import { type OrderReach, readOrderReach } from './troubles.ts'
import { requireDesk, requireReader } from './who-may.ts'

/** An order in a list. */
export interface ListedOrder {
  /** `ord_…` */
  readonly id: string
  readonly title: string
  readonly purchaseOrder: string | null
  readonly version: number
  readonly state: OrderState
  /** What the newest version is, where another one binds. */
  readonly pending: Phase | null
  /** Who has to do something next; null where nobody has to. */
  readonly next: Side | null
  readonly startsOn: string | null
  readonly endsOn: string | null
  /** The most that it can cost, in micros. */
  readonly totalMicros: bigint
  readonly currency: string
  readonly touchedAt: Date
}

/** The same for the desk, which sees whose it is. */
export interface DeskOrder extends ListedOrder {
  readonly organisation: { readonly id: string; readonly name: string }
}

const urgency: Readonly<Partial<Record<OrderState, number>>> = { trouble: 0, halted: 1 }
const over: ReadonlySet<OrderState> = new Set(['finished', 'cancelled'])

/**
 * Pure: what is wrong comes first, then what waits for whoever looks, then the rest; what is over comes last. At the desk
 * whoever has waited longest comes first, to an organisation what was touched last.
 */
export function inOrderOfNeed<Row extends Pick<ListedOrder, 'state' | 'next' | 'touchedAt'>>(
  rows: readonly Row[],
  side: Side,
): readonly Row[] {
  const rank = ({ state, next }: Row): number => urgency[state] ?? (over.has(state) ? 4 : next === side ? 2 : 3)
  const isOldestFirst = (row: Row): boolean => side === 'us' && !over.has(row.state)
  return rows.toSorted(
    (one, other) =>
      rank(one) - rank(other) || (isOldestFirst(one) ? 1 : -1) * (one.touchedAt.getTime() - other.touchedAt.getTime()),
  )
}

/** Pure: who has to do something next. */
export function nextOf(state: OrderState, phase: Phase): Side | null {
  if (over.has(state) || state === 'ending') return null
  if (phase === 'submitted' || phase === 'signed') return 'us'
  return phase === 'booked' ? null : 'them'
}

/** The orders of an organisation, what is wrong first. @throws Refusal those of `requireReader` */
export async function listOrders(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly ListedOrder[]> {
  const { side } = await requireReader(ctx, actor, { organisationId })
  const inForce = await isInForce(ctx, organisationId, 'advertiser')
  const rows = await readOrders(ctx, organisationId)
  return inOrderOfNeed(await Promise.all(rows.map((row) => listed(ctx, row, inForce))), side)
}

/** Which orders the desk looks for; without either, all. */
export const FindOrdersInput = z.strictObject({
  /** Words of the order or of whose it is, or a number. */
  q: z.string().trim().toLowerCase().max(120).default(''),
  state: z
    .union([z.literal('').transform(() => null), z.enum(orderStates)])
    .nullable()
    .default(null),
})
export type FindOrdersInput = z.output<typeof FindOrdersInput>

/**
 * All orders for the desk, what is wrong first, then what waits for us, the longest first.
 *
 * @throws Refusal those of `requireStaff`
 */
export async function listOrdersOfAll(
  ctx: Ctx,
  actor: Actor,
  { q, state }: FindOrdersInput = { q: '', state: null },
): Promise<readonly DeskOrder[]> {
  requireDesk(actor)
  const rows = await readOrders(ctx, null)
  const shown = await Promise.all(
    rows.map(async (row) => {
      const organisation = await readOrganisation(ctx, row.organisationId)
      return {
        ...(await listed(ctx, row)),
        organisation: { id: showOrganisationId(organisation), name: organisation.name },
      }
    }),
  )
  const isMeant = (order: DeskOrder): boolean =>
    (state === null || order.state === state) &&
    [order.title, order.id, order.organisation.name, order.organisation.id].some((text) =>
      text.toLowerCase().includes(q),
    )
  return inOrderOfNeed(shown.filter(isMeant), 'us')
}

async function listed(ctx: Ctx, row: OrderRow, inForce?: boolean): Promise<ListedOrder> {
  const { paper } = row
  const version = paper.binding?.version ?? paper.version
  const lines = await readLines(ctx, row.id, version)
  const { currency, purchase_order: purchaseOrder } = await ctx.db
    .selectFrom('ads_order_versions')
    .where('order_id', '=', row.id)
    .where('version', '=', version)
    .select(['currency', 'purchase_order'])
    .executeTakeFirstOrThrow()
  const state = stateAt(paper, await courseOf(ctx, row, inForce), ctx.clock.now())
  return {
    id: showId('order', row.id),
    title: row.title,
    purchaseOrder,
    version: paper.version,
    state,
    pending: paper.binding && paper.binding.version !== paper.version ? paper.phase : null,
    next: nextOf(state, paper.phase),
    startsOn: lines.map(({ startsOn }) => startsOn).sort()[0] ?? null,
    endsOn:
      lines
        .map(({ endsOn }) => endsOn)
        .sort()
        .at(-1) ?? null,
    totalMicros: totalMicros(lines),
    currency,
    touchedAt: row.touchedAt,
  }
}

/** A call that the desk has to make. */
export interface OrderCall {
  /** `trb_…` */
  readonly troubleId: string
  readonly orderId: string
  /** Name of whose it is. */
  readonly organisation: string
  readonly title: string
  readonly words: string
  readonly reach: OrderReach
  readonly dueAt: Date
}

/**
 * The calls that are to be made, the most urgent first. Who has chosen letters since is not among them.
 *
 * @throws Refusal those of `requireStaff`
 */
export async function listCalls(ctx: Ctx, actor: Actor): Promise<readonly OrderCall[]> {
  requireDesk(actor)
  const rows = await ctx.db
    .selectFrom('ads_order_troubles as trouble')
    .innerJoin('ads_orders as of', 'of.id', 'trouble.order_id')
    .innerJoin('ads_order_versions as newest', (join) =>
      join.onRef('newest.order_id', '=', 'of.id').onRef('newest.version', '=', 'of.version'),
    )
    .where('trouble.channel', '=', 'telephone')
    .where('trouble.told_at', 'is', null)
    .where('trouble.solved_at', 'is', null)
    .where('of.organisation_id', 'is not', null)
    .select([
      'trouble.id',
      'trouble.words',
      'trouble.due_at',
      'of.id as order_id',
      'of.organisation_id',
      'newest.title',
    ])
    .orderBy('trouble.due_at')
    .limit(200)
    .execute()
  const calls = await Promise.all(
    rows.map(async (row) => ({
      troubleId: showId('trouble', row.id as Id<'trouble'>),
      orderId: showId('order', row.order_id as Id<'order'>),
      organisation: (await readOrganisation(ctx, row.organisation_id as Id<'organisation'>)).name,
      title: row.title,
      words: row.words,
      reach: await readOrderReach(ctx, row.organisation_id as Id<'organisation'>),
      dueAt: row.due_at,
    })),
  )
  return calls.filter(({ reach }) => reach.channel === 'telephone')
}

/** A line that may be shown at this moment, with what it is asked for. */
export interface LiveLine extends StoredLine {
  readonly orderId: Id<'order'>
  readonly organisationId: Id<'organisation'>
  /** In which its hours are. */
  readonly zone: string
  readonly currency: string
}

/**
 * Every line that may be shown at this moment: both sides signed it, its terms are in force, its flight is on, and nobody
 * has paused or stopped it. For whoever decides what is shown.
 */
export async function listLiveLines(ctx: Ctx): Promise<readonly LiveLine[]> {
  const now = ctx.clock.now()
  const orders = await ctx.db
    .selectFrom('ads_orders as of')
    .innerJoin('ads_order_versions as bound', (join) =>
      join.onRef('bound.order_id', '=', 'of.id').onRef('bound.version', '=', 'of.binding_version'),
    )
    .where('of.ends_at', '>', now)
    .where('of.organisation_id', 'is not', null)
    .select(['of.id', 'of.organisation_id', 'of.paused_by', 'of.ends_at', 'of.binding_version'])
    .select(['bound.zone', 'bound.currency'])
    .execute()
  const lines: LiveLine[] = []
  const inForce = new Map<string, boolean>()
  for (const row of orders) {
    const [id, organisationId] = [row.id as Id<'order'>, row.organisation_id as Id<'organisation'>]
    const version = row.binding_version
    if (version === null) continue
    if (!inForce.has(organisationId)) inForce.set(organisationId, await isInForce(ctx, organisationId, 'advertiser'))
    const paper = { binding: { version, sha256: '' }, pausedBy: row.paused_by as Side | null }
    const course = await courseOf(
      ctx,
      { id, organisationId, paper: paper as OrderRow['paper'], endsAt: row.ends_at },
      inForce.get(organisationId) ?? false,
    )
    for (const line of await readLines(ctx, id, version)) {
      if (!delivers(paper, course, line, now)) continue
      lines.push({ ...line, orderId: id, organisationId, zone: row.zone, currency: row.currency })
    }
  }
  return lines
}
