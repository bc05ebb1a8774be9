import { proveAddress } from '#accounts/addresses'
import { activateMember, addMember } from '#accounts/members'
import { type Actor, type Member, actorOf, peopleStores } from '#accounts/people'
import type { Store } from '#declaration'
import { inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import type { TestHouse } from '#test/house'
import { CreateOrganisationInput, type OrganisationKind, type OrganisationRole, createOrganisation } from './index.ts'
import { organisationStores } from './stores.ts'

export const roomStores: readonly Store[] = [...peopleStores, ...organisationStores]

/** Somebody with a proven address. */
export async function somebody(t: TestHouse, username: string): Promise<Member> {
  const personId = await inTransaction(t.ctx, async (tx) => {
    // A hash that nothing matches: nobody signs in here, and making a real one takes longer than the rest of the test.
    const made = await addMember(tx, {
      username,
      email: `${username}@example.org`,
      passwordHash: 'none',
      agreements: [],
    })
    await proveAddress(tx, made.addressId)
    await activateMember(tx, made.personId)
    return made.personId
  })
  return actorOf(t.ctx, personId, { kind: 'system' })
}

export const anOrganisation = (overrides: Readonly<Record<string, unknown>> = {}): CreateOrganisationInput =>
  CreateOrganisationInput.parse({
    kind: 'publisher',
    name: 'Harbour Light Press',
    country: 'us',
    email: 'desk@harbour.example',
    ...overrides,
  })

/** An organisation with an owner. */
export async function founded(
  t: TestHouse,
  owner: Actor,
  kind: OrganisationKind = 'publisher',
): Promise<Id<'organisation'>> {
  return (await createOrganisation(t.ctx, owner, anOrganisation({ kind }))).organisationId
}

/** Gives somebody roles without a letter. */
export async function joined(
  t: TestHouse,
  organisationId: Id<'organisation'>,
  member: Member,
  ...roles: OrganisationRole[]
): Promise<void> {
  await t.ctx.db
    .insertInto('accounts_organisation_people')
    .values({ organisation_id: organisationId, person_id: member.personId, roles, since: t.clock.now() })
    .execute()
}
