import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type Actor, type Scope, actorOf, createMember, visitor } from '#accounts/people'
import type { Id } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import { dump, formsOf } from '#test/house'
import {
  CreateOrganisationInput,
  createOrganisation,
  getOrganisation,
  organisationRoles,
  organisationsOf,
  requireOrganisationId,
  requireRoleIn,
} from './index.ts'
import { anOrganisation, founded, joined, roomStores, somebody } from './organisations.fixtures.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: roomStores })
})
after(() => t.close())

const nobodys = '01890000-0000-7000-8000-000000000000' as Id<'organisation'>

suite('an organisation', () => {
  test('is made by a member, who is its owner, and is shown by an id of its kind', async () => {
    const ada = await somebody(t, 'ada')
    for (const [kind, prefix] of [
      ['publisher', 'pub'],
      ['advertiser', 'adv'],
      ['network', 'net'],
    ] as const) {
      const { organisationId, shownId } = await createOrganisation(t.ctx, ada, anOrganisation({ kind }))
      assert.match(shownId, new RegExp(`^${prefix}_[0-9a-z]{26}$`))
      assert.equal(await requireOrganisationId(t.ctx, shownId), organisationId)
      const other = shownId.replace(prefix, prefix === 'pub' ? 'adv' : 'pub')
      await assert.rejects(requireOrganisationId(t.ctx, other), { code: 'organisation-not-found' })
      const shown = await getOrganisation(t.ctx, ada, organisationId)
      assert.deepEqual(
        { kind: shown.kind, roles: shown.roles, country: shown.country, status: shown.status, email: shown.email },
        { kind, roles: ['owner'], country: 'US', status: 'open', email: 'desk@harbour.example' },
      )
    }
    assert.equal((await organisationsOf(t.ctx, ada)).length, 3)
    assert.deepEqual(await organisationsOf(t.ctx, await somebody(t, 'other')), [])
  })

  test('asks for a verified account', async () => {
    const input = { username: 'pending', email: 'pending@example.org', password: 'seven quiet herons', verified: false }
    const pending = await actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
    await assert.rejects(createOrganisation(t.ctx, pending, anOrganisation()), { code: 'verify-first' })
    await assert.rejects(createOrganisation(t.ctx, visitor, anOrganisation()), { code: 'sign-in-needed' })
    await assert.rejects(organisationsOf(t.ctx, visitor), { code: 'sign-in-needed' })
  })

  test('keeps its addresses sealed', async () => {
    const input = anOrganisation({
      email: 'sealed-desk@harbour.example',
      streetAddress: '1 Sealed Quay',
      telephone: '+1 212 555 0177',
      preferredChannel: 'telephone',
    })
    const owner = await somebody(t, 'sealing')
    const { organisationId } = await createOrganisation(t.ctx, owner, input)
    const stored = await dump(t)
    for (const marker of ['sealed-desk@harbour.example', '1 Sealed Quay', '+1 212 555 0177'])
      for (const form of formsOf(marker)) assert.ok(!stored.includes(form), form)
    assert.ok(stored.includes('Harbour Light Press'), 'negative control')
    const { streetAddress, telephone, preferredChannel } = await getOrganisation(t.ctx, owner, organisationId)
    assert.deepEqual(
      { streetAddress, telephone, preferredChannel },
      { streetAddress: '1 Sealed Quay', telephone: '+1 212 555 0177', preferredChannel: 'telephone' },
    )
  })

  test('is refused with a reason where something of it is not understood', () => {
    const good = { kind: 'publisher', name: 'A', country: 'US', email: 'a@example.org' }
    assert.ok(CreateOrganisationInput.safeParse(good).success, 'negative control')
    for (const wrong of [
      { kind: 'company' },
      { name: '' },
      { name: 'x'.repeat(121) },
      { country: 'USA' },
      { email: 'nobody' },
      { telephone: 'call me' },
      { preferredChannel: 'telephone' },
      { preferredChannel: 'pigeon' },
      { owner: 'me' },
    ])
      assert.equal(CreateOrganisationInput.safeParse({ ...good, ...wrong }).success, false, JSON.stringify(wrong))
    for (const wrong of [
      { name: 'Pay 4111 1111 1111 1111' },
      { streetAddress: '4111-1111-1111-1111' },
      { telephone: '4111 1111 1111 1111' },
      { telephone: '+4111 1111 1111 1111' },
    ])
      assert.throws(() => CreateOrganisationInput.safeParse({ ...good, ...wrong }), { code: 'card-number' })
  })
})

suite('who may do what in an organisation', () => {
  /** Who has what counts as which role. */
  const table: Readonly<Record<(typeof organisationRoles)[number], readonly string[]>> = {
    owner: ['owner', 'orders', 'finance', 'technical', 'reader'],
    orders: ['orders', 'reader'],
    finance: ['finance', 'reader'],
    technical: ['technical', 'reader'],
    reader: ['reader'],
  }

  test('follows from their roles there, and nobody else learns that it exists', async () => {
    const owner = await somebody(t, 'matrix')
    const organisationId = await founded(t, owner)
    const stranger = await somebody(t, 'stranger')
    await founded(t, stranger)
    for (const role of organisationRoles) {
      const member = await somebody(t, `is-${role}`)
      await joined(t, organisationId, member, role)
      for (const needed of organisationRoles) {
        const asked = requireRoleIn(t.ctx, member, organisationId, needed)
        if (table[role].includes(needed)) assert.equal((await asked).organisation.id, organisationId)
        else await assert.rejects(asked, { code: 'role-missing', status: 403 }, `${role} as ${needed}`)
      }
    }
    const answer = async (actor: Actor, id: Id<'organisation'>) => {
      const error: unknown = await requireRoleIn(t.ctx, actor, id, 'reader').catch((caught: unknown) => caught)
      return JSON.stringify({ ...(error as object), message: (error as Error).message })
    }
    assert.equal(await answer(stranger, organisationId), await answer(stranger, nobodys))
    assert.match(await answer(stranger, organisationId), /organisation-not-found/)
    await assert.rejects(getOrganisation(t.ctx, stranger, organisationId), { code: 'organisation-not-found' })
  })

  test('is no more than its scopes for an API key', async () => {
    const owner = await somebody(t, 'keyed')
    const organisationId = await founded(t, owner)
    const by = (...scopes: Scope[]): Actor => ({
      ...owner,
      via: { kind: 'api-key', keyId: nobodys as string as Id<'apiKey'>, scopes: new Set(scopes) },
    })
    await assert.rejects(getOrganisation(t.ctx, by('me:read', 'images:write'), organisationId), {
      code: 'scope-missing',
    })
    assert.ok(await getOrganisation(t.ctx, by('business:read'), organisationId))
    await assert.rejects(requireRoleIn(t.ctx, by('business:read'), organisationId, 'owner'), { code: 'scope-missing' })
    assert.ok(await requireRoleIn(t.ctx, by('business:write'), organisationId, 'owner'))
    await assert.rejects(createOrganisation(t.ctx, by('business:read'), anOrganisation()), { code: 'scope-missing' })
  })
})
