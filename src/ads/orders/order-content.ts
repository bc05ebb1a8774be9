import type { AnyCtx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { flightOf } from './days.rules.ts'
import {
  type Dimension,
  type Line,
  type OrderBilling,
  type OrderContent,
  type OrderParty,
  type Pacing,
  type PriceModel,
  type Separation,
  type Targets,
  noTargets,
} from './order.ts'
import { orderNotFound } from './order-row.ts'

type SealedColumn =
  | `ads_order_versions.${keyof OrderParty | 'text'}`
  | `ads_order_billing.${'legal_name' | 'billing_address' | 'tax_number'}`
  | `ads_order_signatures.${'name' | 'title'}`

/**
 * Where a value of an order is sealed: under the number of the order, since what was signed stays when the organisation
 * goes, and what was not goes before it does.
 */
export const placeOf = (orderId: string, column: SealedColumn) => ({ column, subjectId: orderId })

/** A line as it stands in a version. */
export interface StoredLine extends Line {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly stopsAt: Date | null
}
export interface StoredContent extends OrderContent {
  readonly lines: readonly StoredLine[]
}

/** Writes what a version says; what stood there before is taken away first. */
export async function writeContent(
  tx: TxCtx,
  orderId: Id<'order'>,
  version: number,
  { title, zone, currency, purchaseOrder, party, billing, lines }: OrderContent,
): Promise<void> {
  const { db, vault } = tx
  const seal = (column: SealedColumn, text: string): Promise<Buffer> => vault.seal(db, placeOf(orderId, column), text)
  const said = { title, zone, currency, purchase_order: purchaseOrder, made_at: tx.clock.now() }
  const sealed = {
    name: await seal('ads_order_versions.name', party.name),
    company: await seal('ads_order_versions.company', party.company),
    street: await seal('ads_order_versions.street', party.street),
    email: await seal('ads_order_versions.email', party.email),
    telephone: await seal('ads_order_versions.telephone', party.telephone),
  }
  await db
    .insertInto('ads_order_versions')
    .values({ order_id: orderId, version, phase: 'draft', ...said, ...sealed })
    .onConflict((conflict) => conflict.columns(['order_id', 'version']).doUpdateSet({ ...said, ...sealed }))
    .execute()
  const bill = {
    legal_name: await seal('ads_order_billing.legal_name', billing.legalName),
    billing_address: await seal('ads_order_billing.billing_address', billing.billingAddress),
    tax_number: billing.taxNumber === null ? null : await seal('ads_order_billing.tax_number', billing.taxNumber),
  }
  await db
    .insertInto('ads_order_billing')
    .values({ order_id: orderId, version, ...bill })
    .onConflict((conflict) => conflict.columns(['order_id', 'version']).doUpdateSet(bill))
    .execute()
  await db.deleteFrom('ads_order_lines').where('order_id', '=', orderId).where('version', '=', version).execute()
  for (const [at, line] of lines.entries()) await insertLine(tx, { orderId, version, zone, position: at + 1 }, line)
}

async function insertLine(
  { db }: TxCtx,
  at: { readonly orderId: string; readonly version: number; readonly zone: string; readonly position: number },
  line: Line,
): Promise<void> {
  const { startsAt, endsAt } = flightOf(at.zone, line.startsOn, line.endsOn)
  await db
    .insertInto('ads_order_lines')
    .values({
      id: line.id,
      order_id: at.orderId,
      version: at.version,
      position: at.position,
      name: line.name,
      starts_on: line.startsOn,
      ends_on: line.endsOn,
      starts_at: startsAt,
      ends_at: endsAt,
      price_model: line.priceModel,
      rate_micros: line.rateMicros,
      budget_micros: line.budgetMicros,
      quantity: line.quantity,
      pacing: line.pacing,
      hours: [...line.hours],
      competes_in: [...line.competesIn],
      separation: line.separation,
      page_view_max: line.pageViewMax,
    })
    .execute()
  const targets = ([false, true] as const).flatMap((isExcluded) =>
    Object.entries(isExcluded ? line.exclude : line.include).flatMap(
      ([dimension, values]: [string, readonly string[]]) =>
        values.length === 0
          ? []
          : [
              {
                ...{ order_id: at.orderId, line_id: line.id, version: at.version, dimension },
                ...{ is_excluded: isExcluded, any_of: [...values] },
              },
            ],
    ),
  )
  if (targets.length > 0) await db.insertInto('ads_order_line_targets').values(targets).execute()
}

/** What a version says. @throws Refusal `order-not-found` where it is not there, or cannot be read any more */
export async function readContent(ctx: AnyCtx, orderId: Id<'order'>, version: number): Promise<StoredContent> {
  const row = await ctx.db
    .selectFrom('ads_order_versions as of')
    .innerJoin('ads_order_billing as bill', (join) =>
      join.onRef('bill.order_id', '=', 'of.order_id').onRef('bill.version', '=', 'of.version'),
    )
    .where('of.order_id', '=', orderId)
    .where('of.version', '=', version)
    .select(['of.title', 'of.zone', 'of.currency', 'of.purchase_order'])
    .select(['of.name', 'of.company', 'of.street', 'of.email', 'of.telephone'])
    .select(['bill.legal_name', 'bill.billing_address', 'bill.tax_number'])
    .executeTakeFirst()
  if (!row) throw orderNotFound()
  const open = async (column: SealedColumn, sealed: Buffer): Promise<string> => {
    const purpose = column.startsWith('ads_order_billing.') ? 'business.settle' : 'business.provide'
    const text = await ctx.vault.open(ctx.db, placeOf(orderId, column), sealed, purpose)
    if (text === null) throw orderNotFound()
    return text
  }
  const billing: OrderBilling = {
    legalName: await open('ads_order_billing.legal_name', row.legal_name),
    billingAddress: await open('ads_order_billing.billing_address', row.billing_address),
    taxNumber: row.tax_number && (await open('ads_order_billing.tax_number', row.tax_number)),
  }
  const party: OrderParty = {
    name: await open('ads_order_versions.name', row.name),
    company: await open('ads_order_versions.company', row.company),
    street: await open('ads_order_versions.street', row.street),
    email: await open('ads_order_versions.email', row.email),
    telephone: await open('ads_order_versions.telephone', row.telephone),
  }
  return {
    ...{ title: row.title, zone: row.zone, currency: row.currency, purchaseOrder: row.purchase_order, party, billing },
    lines: await readLines(ctx, orderId, version),
  }
}

/** The lines of a version, in their order. */
export async function readLines(
  { db }: Pick<AnyCtx, 'db'>,
  orderId: Id<'order'>,
  version: number,
): Promise<readonly StoredLine[]> {
  const rows = await db
    .selectFrom('ads_order_lines')
    .where('order_id', '=', orderId)
    .where('version', '=', version)
    .select(['id', 'name', 'starts_on', 'ends_on', 'starts_at', 'ends_at', 'stops_at', 'price_model', 'rate_micros'])
    .select(['budget_micros', 'quantity', 'pacing', 'hours', 'competes_in', 'separation', 'page_view_max'])
    .orderBy('position')
    .execute()
  const targets = await db
    .selectFrom('ads_order_line_targets')
    .where('order_id', '=', orderId)
    .where('version', '=', version)
    .select(['line_id', 'dimension', 'is_excluded', 'any_of'])
    .execute()
  const targetsOf = (lineId: string, isExcluded: boolean): Targets => ({
    ...noTargets,
    ...Object.fromEntries(
      targets
        .filter((target) => target.line_id === lineId && target.is_excluded === isExcluded)
        .map((target) => [target.dimension as Dimension, target.any_of]),
    ),
  })
  return rows.map((row) => ({
    id: row.id as Id<'line'>,
    name: row.name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    stopsAt: row.stops_at,
    priceModel: row.price_model as PriceModel,
    rateMicros: row.rate_micros,
    budgetMicros: row.budget_micros,
    quantity: row.quantity,
    pacing: row.pacing as Pacing,
    hours: row.hours,
    competesIn: row.competes_in as Line['competesIn'],
    separation: row.separation as Separation,
    pageViewMax: row.page_view_max,
    include: targetsOf(row.id, false),
    exclude: targetsOf(row.id, true),
  }))
}
