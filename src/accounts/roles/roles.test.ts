import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type Member, actorOf, createMember, peopleStores, visitor } from '#accounts/people'
import { newId } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import { GrantRolesInput, type StaffRole, grantRoles, hasStaff, rolesOf, rolesStores } from './index.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...rolesStores] })
})
after(() => t.close())

const operator = { kind: 'system' } as const
async function person(username: string, roles: readonly StaffRole[] = []): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true, roles }
  return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
}
const viaSession = { kind: 'session', sessionId: 's', strong: true } as unknown as Member['via']
const viaKey = { kind: 'api-key', keyId: 'k', scopes: new Set(['me:read']) } as unknown as Member['via']

suite('roles', () => {
  test('nobody has one until the operator gives it', async () => {
    const ada = await person('ada')
    assert.equal(await hasStaff(t.ctx), false)
    assert.deepEqual(await rolesOf(t.ctx, ada.personId), new Set())
    await grantRoles(t.ctx, operator, { personId: ada.personId, roles: ['moderator', 'support', 'moderator'] })
    assert.equal(await hasStaff(t.ctx), true)
    assert.deepEqual((await actorOf(t.ctx, ada.personId, viaSession)).roles, new Set(['moderator', 'support']))
  })

  test('granting replaces what was there', async () => {
    const grace = await person('grace', ['billing', 'security'])
    assert.deepEqual(await rolesOf(t.ctx, grace.personId), new Set(['billing', 'security']))
    await grantRoles(t.ctx, operator, { personId: grace.personId, roles: ['security'] })
    assert.deepEqual(await rolesOf(t.ctx, grace.personId), new Set(['security']))
    await grantRoles(t.ctx, operator, { personId: grace.personId, roles: [] })
    assert.deepEqual(await rolesOf(t.ctx, grace.personId), new Set())
  })

  test('only an admin who has signed in grants them; no key, no other role, nobody to themselves', async () => {
    const admin = { ...(await person('admin', ['admin'])), via: viaSession }
    const support = { ...(await person('helper', ['support'])), via: viaSession }
    const input = { personId: support.personId, roles: ['admin'] as const }
    for (const granter of [visitor, support, { ...admin, via: viaKey }, { ...admin, status: 'locked' as const }]) {
      await assert.rejects(grantRoles(t.ctx, granter, input), { code: 'only-admins-grant-roles', status: 403 })
    }
    assert.deepEqual(await rolesOf(t.ctx, support.personId), new Set(['support']))
    const weak = { ...admin, via: { ...viaSession, strong: false } as Member['via'] }
    await assert.rejects(grantRoles(t.ctx, weak, input), { code: 'second-factor-needed', status: 403 })
    assert.deepEqual(await rolesOf(t.ctx, support.personId), new Set(['support']))
    await grantRoles(t.ctx, admin, input)
    assert.deepEqual(await rolesOf(t.ctx, support.personId), new Set(['admin']), 'negative control')
  })

  test('an admin cannot stop being one alone, so there is always one left', async () => {
    const admin = { ...(await person('boss', ['admin'])), via: viaSession }
    await assert.rejects(grantRoles(t.ctx, admin, { personId: admin.personId, roles: ['support'] }), {
      code: 'own-admin-role',
    })
    await grantRoles(t.ctx, admin, { personId: admin.personId, roles: ['admin', 'support'] })
  })

  test('a person who is not there, or a role that is none, is refused', async () => {
    const personId = newId<'person'>(t.ctx)
    await assert.rejects(grantRoles(t.ctx, operator, { personId, roles: ['support'] }), {
      code: 'no-such-person',
      status: 404,
    })
    assert.equal(GrantRolesInput.safeParse({ personId, roles: ['king'] }).success, false)
  })
})
