import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Actor, Member } from '#accounts/people'
import { later, minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { type TestHouse, dump, openTestCtx } from '#test/house'
import {
  EditOrganisationInput,
  type OrganisationRole,
  addPerson,
  changeRoles,
  editOrganisation,
  getOrganisation,
  listPeopleOf,
  leaveOrganisation,
  organisationRoles,
  organisationsOf,
  removePerson,
} from './index.ts'
import { founded, joined, roomStores, somebody } from './organisations.fixtures.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: roomStores })
})
after(() => t.close())

const shown = (member: Member): string => showId('person', member.personId)
const anEdit = (overrides: Readonly<Record<string, unknown>> = {}) =>
  EditOrganisationInput.parse({ name: 'Harbour Light', country: 'FI', email: 'new@harbour.example', ...overrides })
const rolesIn = async (id: Id<'organisation'>, actor: Actor): Promise<Readonly<Record<string, unknown>>> =>
  Object.fromEntries((await listPeopleOf(t.ctx, actor, id)).map(({ username, roles }) => [username, roles.join()]))

interface Verb {
  readonly may: readonly OrganisationRole[]
  /** @param other somebody else who reads there */
  readonly ask: (actor: Actor, id: Id<'organisation'>, other: string) => Promise<unknown>
}

suite('what each role may do', () => {
  /** Each verb of the room, and who may. Whoever is nobody there gets not-found, whatever they ask. */
  const verbs: Readonly<Record<string, Verb>> = {
    see: { may: organisationRoles, ask: (actor, id) => getOrganisation(t.ctx, actor, id) },
    'see who acts': { may: organisationRoles, ask: (actor, id) => listPeopleOf(t.ctx, actor, id) },
    edit: { may: ['owner'], ask: (actor, id) => editOrganisation(t.ctx, actor, id, anEdit()) },
    'change roles': {
      may: ['owner'],
      ask: (actor, id, person) => changeRoles(t.ctx, actor, id, { person, roles: ['orders'] }),
    },
    'take somebody out': { may: ['owner'], ask: (actor, id, person) => removePerson(t.ctx, actor, id, { person }) },
    leave: { may: organisationRoles, ask: (actor, id) => leaveOrganisation(t.ctx, actor, id) },
  }

  test('follows from their roles; whoever is nobody there gets not-found; a refusal changes nothing', async () => {
    const founder = await somebody(t, 'founder')
    const other = await somebody(t, 'reads')
    const stranger = await somebody(t, 'stranger')
    const members = new Map<OrganisationRole, Member>()
    for (const role of organisationRoles) members.set(role, await somebody(t, `has-${role}`))
    for (const [verb, { may, ask }] of Object.entries(verbs)) {
      // Ten organisations in a day are what one person may make.
      const id = await founded(t, founder)
      for (const [role, member] of members) await joined(t, id, member, role)
      await joined(t, id, other, 'reader')
      const before = await dump(t)
      for (const [role, member] of members) {
        if (!may.includes(role))
          await assert.rejects(ask(member, id, shown(other)), { code: 'role-missing' }, `${verb} as ${role}`)
      }
      await assert.rejects(ask(stranger, id, shown(other)), { code: 'organisation-not-found' }, verb)
      assert.equal(await dump(t), before, verb)
      for (const [role, member] of members) {
        if (may.includes(role)) await assert.doesNotReject(ask(member, id, shown(other)), `${verb} as ${role}`)
      }
    }
  })
})

suite('an organisation that is edited', () => {
  test('has what was written and nothing that was left out', async () => {
    const owner = await somebody(t, 'editor')
    const id = await founded(t, owner)
    await editOrganisation(t.ctx, owner, id, anEdit({ telephone: '+358 9 123456', preferredChannel: 'telephone' }))
    const { name, country, email, telephone, preferredChannel } = await getOrganisation(t.ctx, owner, id)
    assert.deepEqual(
      [name, country, email, telephone, preferredChannel],
      ['Harbour Light', 'FI', 'new@harbour.example', '+358 9 123456', 'telephone'],
    )
    await editOrganisation(t.ctx, owner, id, anEdit())
    assert.equal((await getOrganisation(t.ctx, owner, id)).telephone, null)
  })
})

suite('the people of an organisation', () => {
  test('get roles, lose them, and are gone at once when they are taken out', async () => {
    const [owner, other] = [await somebody(t, 'first'), await somebody(t, 'second')]
    const id = await founded(t, owner)
    await inTransaction(t.ctx, (tx) => addPerson(tx, id, other.personId, ['reader']))
    await inTransaction(t.ctx, (tx) => addPerson(tx, id, other.personId, ['orders']))
    assert.deepEqual(await rolesIn(id, owner), { first: 'owner', second: 'orders,reader' })
    await changeRoles(t.ctx, owner, id, { person: shown(other), roles: ['finance'] })
    assert.deepEqual(await rolesIn(id, other), { first: 'owner', second: 'finance' })
    await removePerson(t.ctx, owner, id, { person: shown(other) })
    await assert.rejects(getOrganisation(t.ctx, other, id), { code: 'organisation-not-found' })
    assert.deepEqual(await organisationsOf(t.ctx, other), [])
    for (const person of [shown(other), 'mem_nonsense'])
      await assert.rejects(removePerson(t.ctx, owner, id, { person }), { code: 'not-in-organisation' })
  })

  test('are decided on only with a proof that is minutes old', async () => {
    const owner = await somebody(t, 'stale')
    const id = await founded(t, owner)
    const via = { kind: 'session', sessionId: id as string as Id<'session'>, strong: true } as const
    const old = { ...owner, via: { ...via, provenAt: later(t.clock.now(), -11 * minuteMs) } }
    await assert.rejects(removePerson(t.ctx, old, id, { person: shown(owner) }), { code: 'prove-again' })
    await assert.rejects(changeRoles(t.ctx, old, id, { person: shown(owner), roles: ['owner'] }), {
      code: 'prove-again',
    })
    await changeRoles(t.ctx, { ...owner, via: { ...via, provenAt: t.clock.now() } }, id, {
      person: shown(owner),
      roles: ['owner', 'finance'],
    })
  })

  test('always include an owner: the last one neither goes nor loses the role', async () => {
    const [owner, other] = [await somebody(t, 'last'), await somebody(t, 'later')]
    const id = await founded(t, owner)
    await joined(t, id, other, 'orders')
    const attempts = [
      () => leaveOrganisation(t.ctx, owner, id),
      () => removePerson(t.ctx, owner, id, { person: shown(owner) }),
      () => changeRoles(t.ctx, owner, id, { person: shown(owner), roles: ['finance'] }),
    ]
    for (const attempt of attempts) await assert.rejects(attempt(), { code: 'last-owner', status: 409 })
    assert.deepEqual(await rolesIn(id, owner), { last: 'owner', later: 'orders' })
    await changeRoles(t.ctx, owner, id, { person: shown(other), roles: ['owner'] })
    await leaveOrganisation(t.ctx, owner, id)
    assert.deepEqual(await rolesIn(id, other), { later: 'owner' })
  })

  test('always include an owner also where two owners go, or take the role from each other, at once', async () => {
    for (let round = 0; round < 4; round++) {
      const [a, b] = [await somebody(t, `one${round}`), await somebody(t, `two${round}`)]
      const id = await founded(t, a)
      await joined(t, id, b, 'owner')
      const both =
        round % 2 === 0
          ? [leaveOrganisation(t.ctx, a, id), leaveOrganisation(t.ctx, b, id)]
          : [
              changeRoles(t.ctx, a, id, { person: shown(b), roles: ['reader'] }),
              changeRoles(t.ctx, b, id, { person: shown(a), roles: ['reader'] }),
            ]
      const outcomes = await Promise.allSettled(both)
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1, `round ${round}`)
      const { rows } = await t.database.pool.query<{ owners: string }>(
        `select count(*) as owners from accounts_organisation_people where organisation_id = $1 and 'owner' = any(roles)`,
        [id],
      )
      assert.equal(Number(rows[0]?.owners), 1)
    }
  })
})
