import { doors } from '#app'
import type { Member } from '#accounts/people'
import type { OrganisationKind } from '#accounts/organisations'
import { inTransaction } from '#platform/context'
import type { TestHouse } from '#test/house'
import { aParty } from '#test/business'

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
  const { organisations, invitations, organisationContacts, agreements, sites } = doors
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
  return places
}
