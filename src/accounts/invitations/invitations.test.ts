import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import {
  type Member,
  type Scope,
  SignUpInput,
  actorOf,
  createMember,
  peopleHandlers,
  peopleStores,
  signUp,
  verifyAddress,
} from '#accounts/people'
import { ownerOfAddress, proveAddress } from '#accounts/addresses'
import { activateMember, addMember } from '#accounts/members'
import {
  CreateOrganisationInput,
  type OrganisationRole,
  createOrganisation,
  getOrganisation,
  leaveOrganisation,
  listPeopleOf,
  organisationRoles,
  organisationStores,
} from '#accounts/organisations'
import { dayMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { addPerson } from '#accounts/organisations'
import type { Id } from '#platform/ids'
import { type TestHouse, dump, formsOf, openTestCtx } from '#test/house'
import { erase, expireRows } from '#test/rights'
import {
  InvitePersonInput,
  acceptInvitation,
  declineInvitation,
  invitationByLink,
  invitationHandlers,
  invitationHolder,
  invitationStores,
  invitePerson,
  listInvitations,
  revokeInvitation,
} from './index.ts'

const stores = [...peopleStores, ...organisationStores, ...invitationStores]
const password = 'seven quiet herons'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores })
})
after(() => t.close())

async function somebody(username: string, email = `${username}@example.org`): Promise<Member> {
  const personId = await inTransaction(t.ctx, async (tx) => {
    // A hash that nothing matches: nobody signs in here, and making a real one takes longer than the rest of the test.
    const made = await addMember(tx, { username, email, passwordHash: 'none', agreements: [] })
    await proveAddress(tx, made.addressId)
    await activateMember(tx, made.personId)
    return made.personId
  })
  return actorOf(t.ctx, personId, { kind: 'system' })
}
async function founded(owner: Member, name = 'Harbour Light Press'): Promise<Id<'organisation'>> {
  const input = { kind: 'publisher', name, country: 'US', email: 'desk@harbour.example' }
  return (await createOrganisation(t.ctx, owner, CreateOrganisationInput.parse(input))).organisationId
}
const invite = (actor: Member, id: Id<'organisation'>, email: string, ...roles: OrganisationRole[]) =>
  invitePerson(t.ctx, actor, id, InvitePersonInput.parse({ email, roles }))
async function tokenFor(email: string): Promise<string> {
  await t.runJobs([...invitationHandlers, ...peopleHandlers])
  const letter = t.letters.findLast(({ to, kind }) => to === email && kind === 'accounts.invitation')
  return /\/invitations\/([\w-]{43})$/m.exec(letter?.text ?? '')?.[1] ?? assert.fail(`no invitation to ${email}`)
}
const expired = { code: 'invitation-expired', status: 410 }

suite('an invitation', () => {
  test('lets in the member who has proven the address, with its roles, once', async () => {
    const [owner, ada] = [await somebody('inviter'), await somebody('ada', 'ada@example.org')]
    const id = await founded(owner)
    await invite(owner, id, 'Ada@Example.org', 'finance', 'orders')
    const token = await tokenFor('Ada@example.org')
    assert.deepEqual((await invitationByLink(t.ctx, { token })).organisation, {
      name: 'Harbour Light Press',
      kind: 'publisher',
    })
    await assert.rejects(getOrganisation(t.ctx, ada, id), { code: 'organisation-not-found' }, 'negative control')
    assert.deepEqual(await acceptInvitation(t.ctx, ada, { token }), { organisationId: id })
    assert.deepEqual((await getOrganisation(t.ctx, ada, id)).roles, ['orders', 'finance'])
    await assert.rejects(acceptInvitation(t.ctx, ada, { token }), expired)
    await assert.rejects(invitationByLink(t.ctx, { token }), expired)
    assert.deepEqual(await listInvitations(t.ctx, owner, id), [])
  })

  test('lets in nobody else who has the link', async () => {
    const [owner, thief] = [await somebody('inviter2'), await somebody('thief')]
    const id = await founded(owner)
    await invite(owner, id, 'meant@example.org', 'owner')
    const token = await tokenFor('meant@example.org')
    await assert.rejects(acceptInvitation(t.ctx, thief, { token }), { code: 'invitation-for-another', status: 403 })
    const input = { username: 'claims', email: 'meant@example.org', password, verified: false }
    const claims = await actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
    await assert.rejects(acceptInvitation(t.ctx, claims, { token }), { code: 'verify-first' })
    assert.equal((await listPeopleOf(t.ctx, owner, id)).length, 1)
    assert.equal((await listInvitations(t.ctx, owner, id)).length, 1)
  })

  test('lets in who signs up with its address', async () => {
    const owner = await somebody('inviter3')
    const id = await founded(owner)
    await invite(owner, id, 'fresh@example.org', 'technical')
    const token = await tokenFor('fresh@example.org')
    const current = { privacy: '1', terms: '1', region: 'United States' }
    await signUp(
      t.ctx,
      SignUpInput.parse({
        ...{ username: 'fresh', email: 'fresh@example.org', password, birthYear: 1985, birthMonth: 12 },
        ...{ privacyVersion: '1', termsVersion: '1', agreePrivacy: 'on', agreeTerms: 'on', agreeRegion: 'on' },
      }),
      current,
    )
    await t.runJobs([...invitationHandlers, ...peopleHandlers])
    const letter = t.letters.findLast(({ to, kind }) => to === 'fresh@example.org' && kind !== 'accounts.invitation')
    await verifyAddress(t.ctx, { token: /\/verify\/([\w-]{43})$/m.exec(letter?.text ?? '')?.[1] ?? '' })
    const personId = (await ownerOfAddress(t.ctx, 'fresh@example.org')) ?? assert.fail('not proven')
    const fresh = await actorOf(t.ctx, personId, { kind: 'system' })
    await acceptInvitation(t.ctx, fresh, { token })
    assert.deepEqual((await getOrganisation(t.ctx, fresh, id)).roles, ['technical'])
  })

  test('to an address that waits replaces the one before; taken back or declined it is none', async () => {
    const [owner, bea] = [await somebody('inviter4'), await somebody('bea')]
    const id = await founded(owner)
    await invite(owner, id, 'bea@example.org', 'owner')
    const first = await tokenFor('bea@example.org')
    const { id: shown } = await invite(owner, id, 'BEA@example.org', 'reader')
    const second = await tokenFor('BEA@example.org')
    assert.equal((await listInvitations(t.ctx, owner, id)).length, 1)
    await assert.rejects(acceptInvitation(t.ctx, bea, { token: first }), expired)
    await revokeInvitation(t.ctx, owner, id, { invitation: shown })
    await assert.rejects(acceptInvitation(t.ctx, bea, { token: second }), expired)
    await assert.rejects(revokeInvitation(t.ctx, owner, id, { invitation: shown }), { code: 'invitation-not-found' })
    await invite(owner, id, 'bea@example.org', 'reader')
    const third = await tokenFor('bea@example.org')
    await declineInvitation(t.ctx, { token: third })
    await assert.rejects(acceptInvitation(t.ctx, bea, { token: third }), expired)
    assert.deepEqual(await listInvitations(t.ctx, owner, id), [])
  })

  test('of another organisation cannot be taken back', async () => {
    const [owner, other] = [await somebody('inviter5'), await somebody('rival')]
    const [id, others] = [await founded(owner), await founded(other, 'Rival')]
    const { id: shown } = await invite(owner, id, 'kept@example.org', 'reader')
    await assert.rejects(revokeInvitation(t.ctx, other, others, { invitation: shown }), {
      code: 'invitation-not-found',
    })
    assert.equal((await listInvitations(t.ctx, owner, id)).length, 1)
  })

  test('is made, seen and taken back by owners only, and a key invites nobody as an owner', async () => {
    const owner = await somebody('inviter6')
    const id = await founded(owner)
    const { id: shown } = await invite(owner, id, 'waits@example.org', 'reader')
    for (const role of organisationRoles.filter((one) => one !== 'owner')) {
      const member = await somebody(`only-${role}`)
      await inTransaction(t.ctx, (tx) => addPerson(tx, id, member.personId, [role]))
      await assert.rejects(invite(member, id, 'x@example.org', 'reader'), { code: 'role-missing' })
      await assert.rejects(listInvitations(t.ctx, member, id), { code: 'role-missing' })
      await assert.rejects(revokeInvitation(t.ctx, member, id, { invitation: shown }), { code: 'role-missing' })
    }
    const stranger = await somebody('stranger')
    await assert.rejects(invite(stranger, id, 'x@example.org', 'reader'), { code: 'organisation-not-found' })
    await assert.rejects(listInvitations(t.ctx, stranger, id), { code: 'organisation-not-found' })
    const scopes = new Set<Scope>(['business:read', 'business:write'])
    const key: Member = { ...owner, via: { kind: 'api-key', keyId: id as string as Id<'apiKey'>, scopes } }
    await assert.rejects(invite(key, id, 'x@example.org', 'owner'), { code: 'owners-by-people' })
    const { id: byKey } = await invite(key, id, 'x@example.org', 'reader')
    await revokeInvitation(t.ctx, key, id, { invitation: byKey })
    const reading: Member = { ...key, via: { ...key.via, scopes: new Set<Scope>(['business:read']) } as Member['via'] }
    await assert.rejects(invite(reading, id, 'x@example.org', 'reader'), { code: 'scope-missing' })
    await assert.rejects(revokeInvitation(t.ctx, reading, id, { invitation: shown }), { code: 'scope-missing' })
  })

  test('is accepted once where it is accepted twice at once, and after its owner left all the same', async () => {
    const [owner, cee] = [await somebody('inviter7'), await somebody('cee')]
    const id = await founded(owner)
    await invite(owner, id, 'cee@example.org', 'owner')
    const token = await tokenFor('cee@example.org')
    const outcomes = await Promise.allSettled([
      acceptInvitation(t.ctx, cee, { token }),
      acceptInvitation(t.ctx, cee, { token }),
      acceptInvitation(t.ctx, cee, { token }),
    ])
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.equal((outcome.reason as { code?: string }).code, expired.code)
    await leaveOrganisation(t.ctx, owner, id)
    assert.deepEqual(
      (await listPeopleOf(t.ctx, cee, id)).map(({ username }) => username),
      ['cee'],
    )
  })

  test('keeps the address sealed and the link as a hash; after 14 days nothing of it is left, not even a key', async () => {
    const here = await openTestCtx({ stores })
    try {
      const { personId } = await createMember(here.ctx, {
        ...{ username: 'ada', email: 'ada@example.org', password, verified: true },
      })
      const owner = await actorOf(here.ctx, personId, { kind: 'system' })
      const input = { kind: 'publisher', name: 'Harbour', country: 'US', email: 'desk@harbour.example' }
      const { organisationId } = await createOrganisation(here.ctx, owner, CreateOrganisationInput.parse(input))
      const email = 'secret-invitee@example.org'
      await invitePerson(here.ctx, owner, organisationId, InvitePersonInput.parse({ email, roles: ['reader'] }))
      const keys = async (): Promise<number> => {
        const { rows } = await here.database.pool.query<{ n: string }>(
          'select count(*) as n from platform_subject_keys',
        )
        return Number(rows[0]?.n)
      }
      const before = await keys()
      await here.runJobs([...invitationHandlers, ...peopleHandlers])
      const token = /\/invitations\/([\w-]{43})$/m.exec(here.letters.at(-1)?.text ?? '')?.[1] ?? assert.fail()
      const stored = await dump(here)
      for (const form of [...formsOf(email), ...formsOf(token)]) assert.ok(!stored.includes(form), form)
      here.clock.advanceMs(14 * dayMs - 1)
      assert.equal(await expireRows(here.ctx, stores, [invitationHolder]), 0)
      assert.ok(await invitationByLink(here.ctx, { token }))
      here.clock.advanceMs(1)
      await assert.rejects(invitationByLink(here.ctx, { token }), expired)
      assert.equal(await expireRows(here.ctx, stores, [invitationHolder]), 1)
      assert.equal(await keys(), before - 1)
    } finally {
      await here.close()
    }
  })

  test('goes with whoever it waits for, and with the organisation', async () => {
    const [owner, dee] = [await somebody('inviter8'), await somebody('dee')]
    const [id, other] = [await founded(owner), await founded(owner, 'Second')]
    await invite(owner, id, 'dee@example.org', 'reader')
    await invite(owner, id, 'else@example.org', 'reader')
    await invite(owner, other, 'stays@example.org', 'reader')
    await erase(t.ctx, stores, dee.personId, [invitationHolder])
    assert.deepEqual(
      (await listInvitations(t.ctx, owner, id)).map(({ email }) => email),
      ['else@example.org'],
    )
    await erase(t.ctx, stores, id, [invitationHolder])
    const { rows } = await t.database.pool.query('select 1 from accounts_invitations where organisation_id = $1', [id])
    assert.deepEqual(rows, [])
    assert.equal((await listInvitations(t.ctx, owner, other)).length, 1)
    const { rows: orphans } = await t.database.pool.query<{ n: string }>(
      'select count(*) as n from platform_subject_keys where subject_id not in (select id from accounts_people union select id from accounts_organisations union select id from accounts_invitations)',
    )
    assert.equal(Number(orphans[0]?.n), 0)
  })
})
