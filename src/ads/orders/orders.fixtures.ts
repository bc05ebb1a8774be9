import {
  agreementStores,
  OfferAgreementInput,
  SignAgreementInput,
  countersign,
  offerAgreement,
  readAgreement,
  signAgreement,
} from '#ads/agreements'
import { contactStores } from '#accounts/organisation-contacts'
import {
  CreateOrganisationInput,
  type OrganisationKind,
  createOrganisation,
  organisationStores,
} from '#accounts/organisations'
import { type Member, actorOf, createMember, peopleStores } from '#accounts/people'
import { type StaffRole, rolesStores } from '#accounts/roles'
import type { Store } from '#declaration'
import { type Id, newId } from '#platform/ids'
import { auditStores } from '#privacy/audit'
import type { TestHouse } from '#test/house'
import {
  OrderInput,
  SignOrderInput,
  approveOrder,
  getOrder,
  orderStores,
  placeOrder,
  signOrder,
  submitOrder,
} from './index.ts'

export const roomStores: readonly Store[] = [
  ...[...peopleStores, ...rolesStores, ...auditStores],
  ...[...organisationStores, ...contactStores, ...agreementStores, ...orderStores],
]

/** Somebody in a session who proved who they are just now. */
export async function somebody(t: TestHouse, username: string, ...roles: readonly StaffRole[]): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true, roles }
  return again(t, (await createMember(t.ctx, input)).personId)
}

/** The same, proven anew. */
export const again = (t: TestHouse, personId: Id<'person'>): Promise<Member> =>
  actorOf(t.ctx, personId, {
    ...{ kind: 'session', sessionId: newId<'session'>(t.ctx), strong: true, provenAt: t.clock.now() },
  })

export interface Company {
  readonly owner: Member
  readonly organisationId: Id<'organisation'>
  readonly shownId: string
}

/** A company with an owner. */
export async function aCompany(
  t: TestHouse,
  username: string,
  more: { readonly kind?: OrganisationKind; readonly preferredChannel?: 'email' | 'telephone' } = {},
): Promise<Company> {
  const owner = await somebody(t, username)
  const input = { kind: 'advertiser', name: 'Harbour Light', country: 'us', email: 'desk@harbour.example', ...more }
  const whole = CreateOrganisationInput.parse({ ...input, telephone: '+1 207 555 0123' })
  return { owner, ...(await createOrganisation(t.ctx, owner, whole)) }
}

export const aParty = {
  name: 'Łucja Ångström',
  company: 'Harbour Light Press',
  street: '14 Quay Street, Portland, ME 04101, USA',
  email: 'desk@harbour.example',
  telephone: '+1 207 555 0123',
} as const

/** Puts the advertiser terms in force. */
export async function withTerms(t: TestHouse, company: Company, staff: Member, more: object = {}): Promise<string> {
  const offer = { kind: 'advertiser', organisation: company.shownId, ...aParty, ...more }
  const { id } = await offerAgreement(t.ctx, staff, OfferAgreementInput.parse(offer))
  const { sha256 } = await readAgreement(t.ctx, staff, id)
  const input = SignAgreementInput.parse({ agreement: id, sha256, name: 'Ada', title: 'Owner', authority: 'on' })
  await signAgreement(t.ctx, await again(t, company.owner.personId), input)
  await countersign(t.ctx, await again(t, staff.personId), input)
  return id
}

export const aLine = (more: object = {}) => ({
  name: 'Spring, large pictures',
  startsOn: '2026-03-20',
  endsOn: '2026-04-19',
  priceModel: 'cpm',
  rate: '4.50',
  budget: '12000.00',
  ...more,
})

/** What somebody fills in. The clock of tests stands in January 2026. */
export const filledIn = (more: object = {}) => ({
  title: 'Spring campaign',
  zone: 'America/New_York',
  currency: 'USD',
  purchaseOrder: 'PO-4711',
  ...aParty,
  legalName: 'Harbour Light Press LLC',
  billingAddress: '14 Quay Street, Portland',
  taxNumber: '12-3456789 US',
  lines: [aLine()],
  ...more,
})
export const anOrder = (more: object = {}): OrderInput => OrderInput.parse(filledIn(more))

/** @returns `ord_…` */
export const placed = async (t: TestHouse, company: Company, more: object = {}): Promise<string> =>
  (await placeOrder(t.ctx, company.owner, company.organisationId, 'them', anOrder(more))).id

/** What somebody sends who read an order and signs it. */
export async function signing(
  t: TestHouse,
  actor: Member,
  order: string,
  name = 'Łucja Ångström',
): Promise<SignOrderInput> {
  const { sha256 } = await getOrder(t.ctx, actor, order)
  return SignOrderInput.parse({ order, sha256, name, title: 'Managing director', authority: 'on' })
}

export async function submitted(t: TestHouse, company: Company, more: object = {}): Promise<string> {
  const order = await placed(t, company, more)
  await submitOrder(t.ctx, company.owner, 'them', order)
  return order
}

/** Approves what waits, exactly as it is. */
export async function approved(t: TestHouse, staff: Member, order: string): Promise<void> {
  const { sha256 } = await getOrder(t.ctx, staff, order)
  await approveOrder(t.ctx, staff, { order, sha256: sha256 ?? '' })
}

export async function signedByBoth(t: TestHouse, company: Company, staff: Member, order: string): Promise<void> {
  const [them, us] = [await again(t, company.owner.personId), await again(t, staff.personId)]
  await signOrder(t.ctx, them, 'them', await signing(t, them, order))
  await signOrder(t.ctx, us, 'us', await signing(t, us, order, 'Grace Hopper'))
}

/** An order that both sides have signed. */
export async function booked(t: TestHouse, company: Company, staff: Member, more: object = {}): Promise<string> {
  const order = await submitted(t, company, more)
  await approved(t, staff, order)
  await signedByBoth(t, company, staff, order)
  return order
}
