import type { Actor } from '#accounts/members'
import { invoiceDetailsOf } from '#accounts/organisation-billing'
import { readOrganisation } from '#accounts/organisations'
import { requireCategories } from '#ads/taxonomy'
import { dayMs } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId, readId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import { daysBetween, daysLater } from './days.rules.ts'
import { differencesOf } from './differences.rules.ts'
import type { OrderBilling, OrderContent, Side } from './order.ts'
import { readContent, writeContent } from './order-content.ts'
import { type OrderInput, contentOf } from './order-fields.ts'
import { type OrderRow, lockOrder, readOrder, requireOrderOf } from './order-row.ts'
import { acted, noteStep } from './take-step.ts'
import { requireOrderer } from './who-may.ts'

/** More than anybody books; few enough that nobody floods the desk. */
const ofOrganisation: Limit = { name: 'ads.place-order', tries: 200, withinMs: dayMs }

/**
 * Begins an order, as a draft: by who places orders for the advertiser, or by staff for them. What stands on invoices is
 * what the organisation has given, unless told.
 *
 * @param again `ord_…`, the number that a form came with: however often it is sent, one order is begun
 * @returns `ord_…`
 * @throws Refusal `order-not-found` where the number is that of another's, `orders-of-advertisers`, `order-billing-missing`, `order-line-unknown`, `category-unknown`, `too-many-tries`, and those of
 *   `requireOrderer`
 */
export async function placeOrder(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  side: Side,
  input: OrderInput,
  again?: string,
): Promise<{ readonly id: string }> {
  await requireOrderer(ctx, actor, { organisationId }, side)
  if (input.lines.some(({ id }) => id !== undefined)) throw lineUnknown()
  await ctx.throttle.take(ofOrganisation, organisationId)
  return inTransaction(ctx, async (tx) => {
    await requireKnownCategories(tx, input)
    // Looked at before what stands on invoices is opened.
    await requireOrderer(tx, actor, { organisationId }, side)
    const billing = billingOf(input) ?? (await invoiceDetailsOf(tx, organisationId)) ?? missingBilling()
    const content = contentOf(input, billing, () => newId<'line'>(tx))
    return insertOrder(tx, actor, organisationId, side, content, again)
  })
}

async function insertOrder(
  tx: TxCtx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  side: Side,
  content: OrderContent,
  again?: string,
): Promise<{ readonly id: string }> {
  const { personId } = await requireOrderer(tx, actor, { organisationId }, side)
  const { kind, status } = await readOrganisation(tx, organisationId)
  if (kind !== 'advertiser' || status !== 'open') {
    throw new Refusal(
      'conflict',
      'orders-of-advertisers',
      'Only an advertiser that is open has orders. Make one first.',
    )
  }
  const id = (again === undefined ? null : readId('order', again)) ?? newId<'order'>(tx)
  const now = tx.clock.now()
  const begun = await tx.db
    .insertInto('ads_orders')
    .values({ id, organisation_id: organisationId, version: 1, created_at: now, touched_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (begun.numInsertedOrUpdatedRows === 0n) {
    await requireOrderOf(tx, organisationId, showId('order', id))
    return { id: showId('order', id) }
  }
  await writeContent(tx, id, 1, content)
  await noteStep(tx, { id, organisationId, version: 1 }, 'made', side, personId)
  return { id: showId('order', id) }
}

/** Which order, and which state of it whoever changes it had before them: the number of its last step. */
export interface Changed {
  readonly order: string
  readonly revision: number
}

/**
 * Changes what an order says. A draft is changed as it is; of anything that somebody has seen there is a next version,
 * which has to be submitted, approved and signed anew. Until then the version that both signed binds. What changes
 * nothing makes no version.
 *
 * @throws Refusal `order-not-found`, `order-cancelled`, `order-over`, `order-changed-meanwhile`, `order-line-unknown`,
 *   `category-unknown`, and those of `requireOrderer`
 */
export async function changeOrder(
  ctx: Ctx,
  actor: Actor,
  side: Side,
  { order: shown, revision }: Changed,
  input: OrderInput,
): Promise<{ readonly version: number }> {
  await requireOrderer(ctx, actor, await readOrder(ctx, shown), side)
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, shown)
    const { personId } = await requireOrderer(tx, actor, order, side)
    await requireRevision(tx, order, revision)
    requireRunning(order, tx.clock.now())
    const paper = acted(order, { do: 'change' })
    const before = await readContent(tx, order.id, order.paper.version)
    await requireKnownLines(tx, order.id, input)
    await requireKnownCategories(tx, input)
    // Who does not see to money leaves what stands on invoices as it was.
    const content = contentOf(input, billingOf(input) ?? before.billing, () => newId<'line'>(tx))
    if (differencesOf(before, content).length === 0) return { version: order.paper.version }
    if (paper.version > order.paper.version && order.paper.phase !== 'booked') await setAside(tx, order)
    await writeContent(tx, order.id, paper.version, content)
    await tx.db.updateTable('ads_orders').set({ version: paper.version }).where('id', '=', order.id).execute()
    await noteStep(tx, { ...order, version: paper.version }, 'changed', side, personId)
    return { version: paper.version }
  })
}

/** What was looked at or signed by one side gives way to the next version. */
async function setAside(tx: TxCtx, { id, paper }: OrderRow): Promise<void> {
  await tx.db
    .updateTable('ads_order_versions')
    .set({ phase: 'superseded', declined_because: null })
    .where('order_id', '=', id)
    .where('version', '=', paper.version)
    .execute()
}

/**
 * Begins a new order that says the same. With `renew` its flights follow those of the first by as many days as these took
 * in all; otherwise they are the same days, and have to be changed where they are over.
 *
 * @returns `ord_…`
 * @throws Refusal `order-not-found`, `too-many-tries`, and those of `requireOrderer`
 */
export async function copyOrder(
  ctx: Ctx,
  actor: Actor,
  side: Side,
  { order: shown, renew }: { readonly order: string; readonly renew: boolean },
): Promise<{ readonly id: string }> {
  const order = await readOrder(ctx, shown)
  await requireOrderer(ctx, actor, order, side)
  await ctx.throttle.take(ofOrganisation, order.organisationId)
  return inTransaction(ctx, async (tx) => {
    const { id, organisationId, paper } = await readOrder(tx, shown)
    const content = await readContent(tx, id, paper.binding?.version ?? paper.version)
    const byDays = renew ? lengthDays(content) : 0
    const lines = content.lines.map((line) => ({
      ...line,
      id: newId<'line'>(tx),
      startsOn: daysLater(line.startsOn, byDays),
      endsOn: daysLater(line.endsOn, byDays),
    }))
    return insertOrder(tx, actor, organisationId, side, { ...content, lines })
  })
}

/** Pure: from the first day of the first flight to the last day of the last one, both counted. */
function lengthDays({ lines }: OrderContent): number {
  const starts = lines.map(({ startsOn }) => startsOn).sort()
  const ends = lines.map(({ endsOn }) => endsOn).sort()
  const [first, last] = [starts[0], ends.at(-1)]
  return first === undefined || last === undefined ? 0 : daysBetween(first, last) + 1
}

/** Null where nothing of it was given. @throws Refusal `order-billing-missing` where one of the two is missing */
function billingOf({ legalName, billingAddress, taxNumber }: OrderInput): OrderBilling | null {
  if (legalName !== undefined && billingAddress !== undefined) {
    return { legalName, billingAddress, taxNumber: taxNumber ?? null }
  }
  return legalName === undefined && billingAddress === undefined ? null : missingBilling()
}

function missingBilling(): never {
  throw new Refusal('invalid', 'order-billing-missing', 'Say what stands on invoices.', {
    fields: {
      legalName: 'Give the name that stands on invoices.',
      billingAddress: 'Give the address that stands on invoices.',
    },
  })
}

const lineUnknown = (): Refusal =>
  new Refusal(
    'invalid',
    'order-line-unknown',
    'One of the lines is not of this order. Leave its number out to add it.',
    {
      fields: { lines: 'One of the lines is not of this order.' },
    },
  )

async function requireKnownLines({ db }: TxCtx, orderId: Id<'order'>, { lines }: OrderInput): Promise<void> {
  const ids = lines.flatMap(({ id }) => (id ? [id] : []))
  if (ids.length === 0) return
  const known = await db.selectFrom('ads_order_lines').where('order_id', '=', orderId).select('id').distinct().execute()
  if (ids.some((id) => !known.some((row) => row.id === id))) throw lineUnknown()
}

/** @throws Refusal `category-unknown` */
async function requireKnownCategories(tx: TxCtx, { lines }: OrderInput): Promise<void> {
  const chosen = lines.flatMap(({ include, exclude }) => [...include.category, ...exclude.category])
  await requireCategories(tx, chosen, 'lines')
}

/** The number of the last step. @throws Refusal `order-changed-meanwhile` */
async function requireRevision({ db }: TxCtx, { id }: OrderRow, revision: number): Promise<void> {
  const last = await db
    .selectFrom('ads_order_steps')
    .where('order_id', '=', id)
    .select((select) => select.fn.max('number').as('number'))
    .executeTakeFirstOrThrow()
  if (last.number === revision) return
  throw new Refusal(
    'conflict',
    'order-changed-meanwhile',
    'Somebody did something to this order meanwhile. Look at it again, then change it.',
  )
}

/** @throws Refusal `order-over` */
export function requireRunning({ endsAt }: Pick<OrderRow, 'endsAt'>, now: Date): void {
  if (endsAt === null || endsAt > now) return
  throw new Refusal('conflict', 'order-over', 'This order is over. Copy it to go on.')
}
