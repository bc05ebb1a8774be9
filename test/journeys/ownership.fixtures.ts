import { Readable } from 'node:stream'
import { doors } from '#app'
import type { Member } from '#accounts/people'
import type { OrganisationKind } from '#accounts/organisations'
import { inTransaction } from '#platform/context'
import { showId } from '#platform/ids'
import type { TestHouse } from '#test/house'
import { aParty } from '#test/business'
import { cutOut } from '#test/pictures'

/** What stands in an address for an organisation and for each kind of thing that it has, by the name of the part. */
export type Places = Readonly<Record<string, string>>

/** Who makes the things. */
export interface Makers {
  readonly owner: Member
  /** Acts for it by a role that only reads. */
  readonly reader: Member
  readonly staff: Member
}

/**
 * An organisation that has one of everything that its kind can have.
 *
 * @param marker a word that stands in everything that is written there, and nowhere else
 */
export async function furnished(
  { ctx }: Pick<TestHouse, 'ctx'>,
  { owner, reader, staff }: Makers,
  kind: OrganisationKind,
  marker: string,
): Promise<Places> {
  const { organisations, invitations, organisationContacts, agreements, orders, creatives, sites } = doors
  const about = { kind, name: `${marker} Press`, country: 'NL', email: `desk@${marker}.example` }
  const { organisationId, shownId } = await organisations.createOrganisation(
    ctx,
    owner,
    organisations.CreateOrganisationInput.parse(about),
  )
  await inTransaction(ctx, (tx) => organisations.addPerson(tx, organisationId, reader.personId, ['reader']))
  const places: Record<string, string> = { organisation: shownId }

  const asked = { email: `asked@${marker}.example`, roles: ['orders'] }
  await invitations.invitePerson(ctx, owner, organisationId, invitations.InvitePersonInput.parse(asked))
  const [invitation] = await invitations.listInvitations(ctx, owner, organisationId)
  places['invitation'] = invitation?.id ?? ''
  const contact = { kind: 'technical', name: `${marker} Jansen`, email: `tech@${marker}.example` }
  await organisationContacts.saveContact(
    ctx,
    owner,
    organisationId,
    organisationContacts.SaveContactInput.parse(contact),
  )
  places['person'] = (await organisations.listPeopleOf(ctx, owner, organisationId))[0]?.id ?? ''

  const offer = { kind, organisation: shownId, ...aParty, company: `${marker} Press`, governingLaw: 'the Netherlands' }
  places['agreement'] = (await agreements.offerAgreement(ctx, staff, agreements.OfferAgreementInput.parse(offer))).id
  if (kind === 'publisher') {
    const site = sites.AddSiteInput.parse({ host: `www.${marker}.example` })
    places['site'] = (await sites.addSite(ctx, owner, organisationId, site)).id
  }
  if (kind !== 'publisher') {
    // In force, so that orders are submitted and creatives accepted.
    const { sha256 } = await agreements.readAgreement(ctx, staff, places['agreement'])
    const signed = { agreement: places['agreement'], sha256, name: marker, title: 'Owner', authority: 'on' }
    await agreements.signAgreement(ctx, owner, agreements.SignAgreementInput.parse(signed))
    await agreements.countersign(ctx, staff, agreements.SignAgreementInput.parse(signed))
    const said = { headline: `${marker} boots`, alt: marker, landingPage: `https://www.${marker}.example/` }
    const drawn = await ctx.storage.receive(Readable.from([await cutOut(7, 300)]), { maxBytes: 1_000_000 })
    const creative = creatives.MakeCreativeInput.parse(said)
    places['creative'] = (await creatives.makeCreative(ctx, owner, organisationId, drawn, creative)).id
  }
  if (kind === 'advertiser') {
    const order = { ...aParty, title: `${marker} spring`, zone: 'UTC', currency: 'USD', company: `${marker} Press` }
    const billing = { legalName: `${marker} LLC`, billingAddress: '14 Quay Street' }
    const input = orders.OrderInput.parse({ ...order, ...billing })
    places['order'] = (await orders.placeOrder(ctx, owner, organisationId, 'them', input)).id
    // Submitted, so that there is a paper of it.
    const line = { name: marker, startsOn: '2099-03-20', endsOn: '2099-04-19', priceModel: 'cpm', rate: '4.50' }
    const { revision } = await orders.getOrder(ctx, owner, places['order'])
    const lined = orders.ChangeOrderInput.parse({ ...order, revision, lines: [{ ...line, budget: '10.00' }] })
    await orders.changeOrder(ctx, owner, 'them', { order: places['order'], revision }, lined)
    await orders.submitOrder(ctx, owner, 'them', places['order'])
    const { content } = await orders.getOrder(ctx, owner, places['order'])
    places['line'] = content.lines.map(({ id }) => showId('line', id))[0] ?? ''
  }
  return places
}
