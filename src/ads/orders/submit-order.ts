import { findInForce, termsInForce } from '#ads/agreements'
import type { Actor } from '#accounts/members'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { composeOrder } from './compose-order.rules.ts'
import { dayIn } from './days.rules.ts'
import type { OrderBilling, Side } from './order.ts'
import { type StoredContent, placeOf, readContent, readLines } from './order-content.ts'
import { type OrderRow, hashOf, lockOrder, readOrder } from './order-row.ts'
import { acted, noteStep } from './take-step.ts'
import { requireOrderer } from './who-may.ts'

/**
 * Hands a draft to staff. From then on what it says stands under its hash, and is never changed: whoever changes it makes
 * the next version.
 *
 * @throws Refusal `order-not-found`, `order-without-terms`, `order-of-another-currency`, `order-without-lines`,
 *   `flight-in-the-past`, those of the paper, and those of `requireOrderer`
 */
export async function submitOrder(
  ctx: Ctx,
  actor: Actor,
  side: Side,
  shown: string,
): Promise<{ readonly sha256: string }> {
  await requireOrderer(ctx, actor, await readOrder(ctx, shown), side)
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, shown)
    const { personId } = await requireOrderer(tx, actor, order, side)
    // What is possible at all comes first; the hash is known only when it is composed.
    acted(order, { do: 'submit', sha256: '' })
    const content = await readContent(tx, order.id, order.paper.version)
    const terms = await requireTerms(tx, order.organisationId)
    requireCurrency(content, terms.currency)
    await requireFlights(tx, order, content)
    const text = composeOrder(content, {
      shownId: showId('order', order.id),
      version: order.paper.version,
      // The start refuses an installation in public that has not set them.
      operator: tx.config.operator.name ?? 'not set',
      operatorAddress: tx.config.operator.address ?? 'not set',
      operatorPhone: tx.config.operator.phone ?? 'not set',
      terms: { id: showId('agreement', terms.agreementId), version: terms.version },
      billingMark: billingMark(tx, order.id, content.billing),
    })
    const sha256 = hashOf(text)
    await tx.db
      .updateTable('ads_order_versions')
      .set({
        phase: 'submitted',
        terms_agreement_id: terms.agreementId,
        text: await tx.vault.seal(tx.db, placeOf(order.id, 'ads_order_versions.text'), text),
        sha256,
        submitted_at: tx.clock.now(),
      })
      .where('order_id', '=', order.id)
      .where('version', '=', order.paper.version)
      .execute()
    await noteStep(tx, { ...order, version: order.paper.version }, 'submitted', side, personId)
    return { sha256: sha256.toString('hex') }
  })
}

/** Keyed, so that nobody finds what stands on invoices by trying. */
const billingMark = ({ vault }: TxCtx, orderId: string, billing: OrderBilling): string =>
  vault
    .blindIndex(
      'ads_order_billing',
      JSON.stringify([orderId, billing.legalName, billing.billingAddress, billing.taxNumber]),
    )
    .toString('hex')
    .slice(0, 16)

/**
 * The terms that are in force: nothing is submitted, signed or delivered without.
 *
 * @throws Refusal `order-without-terms`
 */
export async function requireTerms(tx: TxCtx, organisationId: Id<'organisation'>) {
  const [found, terms] = [
    await findInForce(tx, organisationId, 'advertiser'),
    await termsInForce(tx, organisationId, 'advertiser'),
  ]
  if (found && terms) return { ...found, ...terms }
  throw new Refusal(
    'conflict',
    'order-without-terms',
    'No advertiser terms are in force for this organisation. Sign them first, on the page of agreements.',
  )
}

function requireCurrency({ currency }: StoredContent, ofTerms: string): void {
  if (currency === ofTerms) return
  throw new Refusal(
    'invalid',
    'order-of-another-currency',
    'The currency is not that of the advertiser terms. Change it, or ask for other terms.',
    { fields: { currency: `The terms that are in force are in ${ofTerms}.` } },
  )
}

/** A line that runs already goes on with the day on which it began; any other begins today or later. */
async function requireFlights(tx: TxCtx, { id, paper }: OrderRow, { zone, lines }: StoredContent): Promise<void> {
  if (lines.length === 0) {
    throw new Refusal('invalid', 'order-without-lines', 'Add a line: what is to be shown, when, and at which price.', {
      fields: { lines: 'Add at least one line.' },
    })
  }
  const bound = paper.binding ? await readLines(tx, id, paper.binding.version) : []
  const today = dayIn(zone, tx.clock.now())
  const fields: Record<string, string> = {}
  lines.forEach((line, at) => {
    const runs = bound.some((one) => one.id === line.id && one.startsOn === line.startsOn)
    if (line.endsOn < today) fields[`lines.${at}.endsOn`] = `This day is over: in ${zone} it is ${today}.`
    else if (line.startsOn < today && !runs) {
      fields[`lines.${at}.startsOn`] = `This day is over: in ${zone} it is ${today}. Begin then or later.`
    }
  })
  if (Object.keys(fields).length === 0) return
  throw new Refusal('invalid', 'flight-in-the-past', 'A flight cannot begin in the past. Change its days.', { fields })
}
