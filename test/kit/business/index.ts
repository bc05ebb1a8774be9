import { actorOf } from '#accounts/members'
import { CreateOrganisationInput, createOrganisation, organisationStores } from '#accounts/organisations'
import { type Member, createMember, peopleStores } from '#accounts/people'
import { type StaffRole, rolesStores } from '#accounts/roles'
import type { Store } from '#declaration'
import { newId, showId, type Id } from '#platform/ids'
import { auditStores } from '#privacy/audit'
import type { TestHouse } from '#test/house'
import {
  type AgreementKind,
  OfferAgreementInput,
  SignAgreementInput,
  agreementStores,
  countersign,
  offerAgreement,
  readAgreement,
  signAgreement,
} from '#ads/agreements'
import { OrderInput, SignOrderInput, approveOrder, getOrder, placeOrder, signOrder, submitOrder } from '#ads/orders'
import { aParty } from './a-party.ts'

export { aParty }

export const businessStores: readonly Store[] = [
  ...[...peopleStores, ...rolesStores, ...auditStores],
  ...[...organisationStores, ...agreementStores],
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
  readonly kind: AgreementKind
}

/** A company with an owner. */
export async function aCompany(t: TestHouse, username: string, kind: AgreementKind = 'publisher'): Promise<Company> {
  const owner = await somebody(t, username)
  const input = { kind, name: 'Harbour Light Press', country: 'us', email: 'desk@harbour.example' }
  return { owner, kind, ...(await createOrganisation(t.ctx, owner, CreateOrganisationInput.parse(input))) }
}

export const anOffer = ({ shownId, kind }: Pick<Company, 'shownId' | 'kind'>, more: object = {}): OfferAgreementInput =>
  OfferAgreementInput.parse({ kind, organisation: shownId, ...aParty, governingLaw: 'the State of Maine', ...more })

/** What somebody sends who read an agreement and signs it. */
export async function read(
  t: TestHouse,
  actor: Member,
  agreement: string,
  name = 'Łucja Ångström',
): Promise<SignAgreementInput> {
  const { sha256 } = await readAgreement(t.ctx, actor, agreement)
  return SignAgreementInput.parse({ agreement, sha256, name, title: 'Managing director', authority: 'on' })
}

/** An agreement that both sides have signed. @returns `agr_…` */
export async function inForce(t: TestHouse, company: Company, staff: Member, more: object = {}): Promise<string> {
  const { id } = await offerAgreement(t.ctx, staff, anOffer(company, more))
  await signBoth(t, company, staff, id)
  return id
}

export async function signBoth(t: TestHouse, { owner }: Company, staff: Member, id: string): Promise<void> {
  const [them, us] = [await again(t, owner.personId), await again(t, staff.personId)]
  await signAgreement(t.ctx, them, await read(t, them, id))
  await countersign(t.ctx, us, await read(t, us, id, 'Grace Hopper'))
}

/** An order in draft. The clock of tests stands in January 2026. */
export async function anOrder(
  t: TestHouse,
  { owner, organisationId }: Company,
): Promise<{ order: string; line: string }> {
  const input = OrderInput.parse({
    ...{ title: 'Spring campaign', zone: 'America/New_York', currency: 'USD', purchaseOrder: 'PO-4711' },
    ...aParty,
    ...{ legalName: 'Harbour Light Press LLC', billingAddress: '14 Quay Street, Portland', taxNumber: '12-3456789 US' },
    lines: [
      {
        ...{ name: 'Spring', startsOn: '2026-03-20', endsOn: '2026-04-19' },
        ...{ priceModel: 'cpm', rate: '4.50', budget: '12000.00' },
      },
    ],
  })
  const { id: order } = await placeOrder(t.ctx, owner, organisationId, 'them', input)
  const { content } = await getOrder(t.ctx, owner, order)
  return { order, line: showId('line', content.lines[0]!.id) }
}

/** Has both sides sign it; the advertiser terms are in force. */
export async function signedOrder(t: TestHouse, company: Company, desk: Member, order: string): Promise<void> {
  await submitOrder(t.ctx, company.owner, 'them', order)
  const { sha256 } = await getOrder(t.ctx, desk, order)
  await approveOrder(t.ctx, desk, { order, sha256: sha256 ?? '' })
  const input = SignOrderInput.parse({ order, sha256, name: 'Ada', title: 'Managing director', authority: 'on' })
  await signOrder(t.ctx, await again(t, company.owner.personId), 'them', input)
  await signOrder(t.ctx, await again(t, desk.personId), 'us', input)
}
