import * as z from 'zod'
import { EmailAddress } from '#accounts/addresses'
import { type Actor, requireRole } from '#accounts/members'
import { Telephone, businessText, requireOrganisationId } from '#accounts/organisations'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId, readId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { AgreementKind, AgreementRow, Party } from './agreement.ts'
import { hashOf, lockOrganisation, readRows, textPlace } from './agreement-row.ts'
import { composeText } from './compose.rules.ts'
import { noteStep } from './note-step.ts'
import { readPublishedText, textInForce } from './published-texts.ts'
import { type Terms, noTerms, standardTerms, termsOfKind } from './terms.ts'
import { agreementRoles } from './who-may.ts'

/** A line that somebody writes; what breaks lines becomes a comma, as in an address. */
const line = (field: string, max: number, ask: string) =>
  businessText(field)
    .trim()
    .transform((text) => text.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ', ').replaceAll(/\p{Cc}+/gu, ' '))
    .pipe(
      z
        .string()
        .min(1, { error: ask })
        .max(max, { error: `Use at most ${max} characters.` }),
    )

/** What an agreement has to say of the other side (promise S-31). Nothing of it may be missing. */
export const partyFields = {
  name: line('name', 120, 'Say who speaks for the company.'),
  company: line('company', 160, 'Give the name of the company.'),
  street: line('street', 300, 'Give its street address, with town and country.'),
  email: EmailAddress,
  telephone: Telephone,
}

/** `pub_…`, `adv_…` or `net_…`; its kind is that of the agreement. */
const organisation = z.string().max(60)

export const OfferAgreementInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('publisher'), organisation, ...partyFields, ...termsOfKind.publisher }),
  z.strictObject({ kind: z.literal('advertiser'), organisation, ...partyFields, ...termsOfKind.advertiser }),
  z.strictObject({ kind: z.literal('network'), organisation, ...partyFields, ...termsOfKind.network }),
])
export type OfferAgreementInput = z.output<typeof OfferAgreementInput>

/** What is offered, to whom. */
export interface Offer {
  readonly organisationId: Id<'organisation'>
  readonly kind: AgreementKind
  readonly party: Party
  readonly terms: Terms
}

/**
 * Offers an organisation an agreement of its kind, to be signed. One that was offered before and is not in force yet gives
 * way to it. While an agreement is under notice the next one begins where that ends.
 *
 * @throws Refusal `agreement-of-another-kind`, `agreement-in-force`, `organisation-not-found`, and those of `requireRole`
 */
export async function offerAgreement(
  ctx: Ctx,
  actor: Actor,
  input: OfferAgreementInput,
): Promise<{ readonly id: string }> {
  const { personId } = requireRole(actor, ...agreementRoles)
  const offer = await readOffer(ctx, input)
  return { id: await inTransaction(ctx, (tx) => offerFirst(tx, offer, personId)) }
}

/** What staff typed in, as an offer. @throws Refusal `agreement-of-another-kind`, `organisation-not-found` */
export async function readOffer(
  ctx: Ctx,
  { kind, organisation: shown, name, company, street, email, telephone, ...terms }: OfferAgreementInput,
): Promise<Offer> {
  const organisationId = await requireOrganisationId(ctx, shown)
  if (readId(kind, shown) === null) {
    throw new Refusal(
      'invalid',
      'agreement-of-another-kind',
      'This organisation is of another kind. Offer it the agreement of its own kind.',
      { fields: { kind: 'The organisation is of another kind.' } },
    )
  }
  return { organisationId, kind, party: { name, company, street, email, telephone }, terms: { ...noTerms, ...terms } }
}

/**
 * Offers an organisation the standard terms of its kind, as part of a larger transaction: where signing up asks for an
 * agreement. Whoever calls has looked who asks.
 *
 * @throws Refusal `agreement-in-force`
 * @returns `agr_…`
 */
export const offerStandardAgreement = (
  tx: TxCtx,
  { organisationId, kind, party }: Omit<Offer, 'terms'>,
): Promise<string> => offerFirst(tx, { organisationId, kind, party, terms: standardTerms(kind) }, null)

async function offerFirst(tx: TxCtx, offer: Offer, byPersonId: Id<'person'> | null): Promise<string> {
  await lockOrganisation(tx, offer.organisationId)
  const rows = await readRows(tx, offer)
  if (rows.some(({ state }) => state === 'in-force')) {
    throw new Refusal(
      'conflict',
      'agreement-in-force',
      'There is an agreement in force. Offer changed terms of it instead.',
    )
  }
  const now = tx.clock.now()
  const earliestAt = rows.reduce(
    (last, { inForceAt, endsAt }) => (inForceAt && endsAt && endsAt > last ? endsAt : last),
    now,
  )
  return insertOffer(tx, offer, rows, earliestAt, byPersonId)
}

/**
 * The part of an offer that all have in common, once the organisation is locked: the open one gives way.
 *
 * @param rows all versions there are, the newest first
 * @returns `agr_…`
 */
export async function insertOffer(
  tx: TxCtx,
  { organisationId, kind, party, terms }: Offer,
  rows: readonly AgreementRow[],
  earliestAt: Date,
  byPersonId: Id<'person'> | null,
): Promise<string> {
  const now = tx.clock.now()
  await giveWay(tx, { organisationId, kind })
  const id = newId<'agreement'>(tx)
  const version = (rows[0]?.version ?? 0) + 1
  const textVersion = textInForce[kind]
  const { operator } = tx.config
  const text = composeText(readPublishedText(kind, textVersion), {
    shownId: showId('agreement', id),
    version,
    textVersion,
    operator: {
      // The start refuses an installation in public that has not set them.
      operator: operator.name ?? 'not set',
      operatorAddress: operator.address ?? 'not set',
      operatorPhone: operator.phone ?? 'not set',
      site: tx.config.origin.host,
    },
    party,
    terms,
  })
  await tx.db
    .insertInto('ads_agreements')
    .values({
      id,
      organisation_id: organisationId,
      kind,
      version,
      text_version: textVersion,
      currency: terms.currency,
      payment_days: terms.paymentDays,
      notice_days: terms.noticeDays,
      change_days: terms.changeDays,
      final_payment_days: terms.finalPaymentDays,
      data_days: terms.dataDays,
      governing_law: terms.governingLaw,
      share_bps: terms.shareBps,
      minimum_payout_micros: terms.minimumPayoutMicros,
      guaranteed_days: terms.guaranteedDays,
      flat_days: terms.flatDays,
      other_days: terms.otherDays,
      text: await tx.vault.seal(tx.db, textPlace(organisationId), text),
      sha256: hashOf(text),
      state: 'offered',
      offered_at: now,
      earliest_at: earliestAt,
    })
    .execute()
  await noteStep(tx, { id, organisationId, version }, 'offered', byPersonId)
  return showId('agreement', id)
}

/** What is offered, or signed by one side, can be signed no more. */
export async function giveWay(
  tx: TxCtx,
  { organisationId, kind }: Pick<Offer, 'organisationId' | 'kind'>,
): Promise<void> {
  await tx.db
    .updateTable('ads_agreements')
    .set({ state: 'superseded', ends_at: tx.clock.now() })
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .where('state', 'in', ['offered', 'signed'])
    .execute()
}
