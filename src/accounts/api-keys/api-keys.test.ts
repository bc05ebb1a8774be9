import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expireRows } from '#test/rights'
import {
  type Actor,
  type Member,
  actorOf,
  createMember,
  ownAccount,
  peopleStores,
  requireActive,
  requireRole,
  requireStaff,
  visitor,
} from '#accounts/people'
import { type StaffRole, grantRoles, rolesStores } from '#accounts/roles'
import { dayMs } from '#platform/clock'
import { type Id, newId } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import { CreateApiKeyInput, apiKeysStores, createApiKey, listApiKeys, readApiKey, revokeApiKey } from './index.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...rolesStores, ...apiKeysStores] })
})
after(() => t.close())

async function person(username: string, verified = true): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified }
  return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
}
const aKey = (scopes: string[] = ['images:read'], name = 'my script') => CreateApiKeyInput.parse({ name, scopes })
const read = async (key: string): Promise<Actor> => (await readApiKey(t.ctx, key)) ?? visitor

suite('an API key', () => {
  test('tells who asks and what they may do, and no more', async () => {
    const ada = await person('ada')
    const { key, id } = await createApiKey(t.ctx, ada, aKey(['images:write', 'images:read', 'images:read']))
    assert.match(key, /^vk_[\w-]{43}$/)
    assert.match(id, /^key_[0-9a-z]{26}$/)
    const actor = await read(key)
    assert.ok(actor.kind === 'member' && actor.via.kind === 'api-key')
    assert.equal(actor.personId, ada.personId)
    assert.deepEqual(actor.via.scopes, new Set(['images:read', 'images:write']))
    assert.equal(requireActive(actor, 'images:write'), actor)
    await assert.rejects(ownAccount(t.ctx, actor), { code: 'scope-missing' })
    assert.equal(
      (await ownAccount(t.ctx, await read((await createApiKey(t.ctx, ada, aKey(['me:read']))).key))).username,
      'ada',
    )
  })

  test('is shown once: only its hash and its last four characters are kept', async () => {
    const { key } = await createApiKey(t.ctx, await person('once'), aKey())
    const { rows } = await t.database.pool.query<{ line: string }>(
      'select row_to_json(k)::text as line from accounts_api_keys k',
    )
    const stored = rows.map(({ line }) => line).join('\n')
    assert.ok(stored.includes(`"ending":"${key.slice(-4)}"`), 'negative control')
    for (const secret of [key, key.slice(3), key.slice(3, -4), Buffer.from(key).toString('hex')])
      assert.ok(!stored.includes(secret))
    assert.ok(!t.logLines.join('\n').includes(key))
  })

  test('can never make, see or end keys', async () => {
    const owner = await person('careful')
    const { key, id } = await createApiKey(t.ctx, owner, aKey(['images:read', 'images:write', 'me:read']))
    const actor = await read(key)
    await assert.rejects(createApiKey(t.ctx, actor, aKey()), { code: 'keys-need-a-session', status: 403 })
    await assert.rejects(listApiKeys(t.ctx, actor), { code: 'keys-need-a-session' })
    await assert.rejects(revokeApiKey(t.ctx, actor, { keyId: id }), { code: 'keys-need-a-session' })
    await createApiKey(t.ctx, owner, aKey())
  })

  test('needs a verified account, a name, and something that it may do', async () => {
    await assert.rejects(createApiKey(t.ctx, await person('pending', false), aKey()), { code: 'verify-first' })
    await assert.rejects(createApiKey(t.ctx, visitor, aKey()), { code: 'sign-in-needed', status: 401 })
    for (const input of [
      { name: '', scopes: ['images:read'] },
      { name: 'x'.repeat(61), scopes: ['images:read'] },
      { name: 'a\0b', scopes: ['images:read'] },
      { name: 'script', scopes: [] },
      { name: 'script', scopes: ['keys:write'] },
      { name: 'script', scopes: ['images:read'], personId: 'x' },
    ]) {
      assert.equal(CreateApiKeyInput.safeParse(input).success, false, JSON.stringify(input))
    }
  })

  test('stops at once when it is revoked; an unknown one is nobody', async () => {
    const owner = await person('revoker')
    const [gone, stays] = [await createApiKey(t.ctx, owner, aKey()), await createApiKey(t.ctx, owner, aKey())]
    await revokeApiKey(t.ctx, owner, { keyId: gone.id })
    assert.equal(await readApiKey(t.ctx, gone.key), null)
    assert.ok(await readApiKey(t.ctx, stays.key), 'negative control')
    assert.deepEqual(
      (await listApiKeys(t.ctx, owner)).map(({ id }) => id),
      [stays.id],
    )
    await assert.rejects(revokeApiKey(t.ctx, owner, { keyId: gone.id }), { code: 'key-not-found', status: 404 })
    for (const key of ['', 'vk_', `vk_${'A'.repeat(43)}`, stays.key.slice(3), `${stays.key}A`, '\0']) {
      assert.equal(await readApiKey(t.ctx, key), null)
    }
  })

  test("somebody else's key is neither seen nor ended", async () => {
    const [owner, other] = [await person('owner'), await person('other')]
    const { id, key } = await createApiKey(t.ctx, owner, aKey())
    assert.deepEqual(await listApiKeys(t.ctx, other), [])
    await assert.rejects(revokeApiKey(t.ctx, other, { keyId: id }), { code: 'key-not-found' })
    await assert.rejects(revokeApiKey(t.ctx, other, { keyId: 'nonsense' }), { code: 'key-not-found' })
    assert.ok(await readApiKey(t.ctx, key))
  })

  test('notes the day of its use and nothing finer', async () => {
    const owner = await person('user')
    const { key } = await createApiKey(t.ctx, owner, aKey(['images:read'], 'nightly'))
    const shown = async () => (await listApiKeys(t.ctx, owner))[0]
    assert.deepEqual(await shown(), {
      id: (await shown())?.id,
      name: 'nightly',
      ending: key.slice(-4),
      scopes: ['images:read'],
      createdAt: t.clock.now(),
      expiresAt: null,
      lastUsedOn: null,
    })
    await readApiKey(t.ctx, key)
    assert.equal((await shown())?.lastUsedOn, t.clock.now().toISOString().slice(0, 10))
  })

  test('is one of twenty at most', async () => {
    const owner = await person('collector')
    for (let i = 0; i < 20; i++) await createApiKey(t.ctx, owner, aKey())
    await assert.rejects(createApiKey(t.ctx, owner, aKey()), { code: 'too-many-keys', status: 409 })
    const [newest] = await listApiKeys(t.ctx, owner)
    await revokeApiKey(t.ctx, owner, { keyId: newest?.id ?? '' })
    await createApiKey(t.ctx, owner, aKey())
  })

  test('of a locked account is nobody', async () => {
    const owner = await person('barred')
    const { key } = await createApiKey(t.ctx, owner, aKey())
    await t.ctx.db.updateTable('accounts_people').set({ status: 'locked' }).where('id', '=', owner.personId).execute()
    assert.equal(await readApiKey(t.ctx, key), null)
  })

  test('once revoked is removed after 30 days, not before', async () => {
    const here = await openTestCtx({ stores: [...peopleStores, ...rolesStores, ...apiKeysStores] })
    try {
      const input = { username: 'ada', email: 'ada@example.org', password: 'seven quiet herons', verified: true }
      const owner = await actorOf(here.ctx, (await createMember(here.ctx, input)).personId, { kind: 'system' })
      const { id } = await createApiKey(here.ctx, owner, aKey())
      await createApiKey(here.ctx, owner, aKey())
      await revokeApiKey(here.ctx, owner, { keyId: id })
      here.clock.advanceMs(30 * dayMs - 1)
      assert.equal(await expireRows(here.ctx, apiKeysStores), 0)
      here.clock.advanceMs(1)
      assert.equal(await expireRows(here.ctx, apiKeysStores), 1)
      assert.equal((await listApiKeys(here.ctx, owner)).length, 1)
    } finally {
      await here.close()
    }
  })

  test('for a desk of staff is made by who works there in a session with a second factor, and stops after 90 days', async () => {
    const [clerk, ada] = [await person('clerk'), await person('nobody')]
    const grant = (personId: string, roles: readonly StaffRole[]) =>
      grantRoles(t.ctx, { kind: 'system' }, { personId, roles })
    await grant(clerk.personId, ['billing'])
    const sessionOf = async (personId: Id<'person'>, strong = true): Promise<Member> =>
      actorOf(t.ctx, personId, { kind: 'session', sessionId: newId(t.ctx), strong, provenAt: t.clock.now() })
    const refused = { code: 'staff-key-refused', status: 403 }
    await assert.rejects(createApiKey(t.ctx, await sessionOf(ada.personId), aKey(['staff:orders'])), refused)
    await assert.rejects(
      createApiKey(t.ctx, await actorOf(t.ctx, clerk.personId, { kind: 'system' }), aKey(['staff:orders'])),
      refused,
    )
    const working = await sessionOf(clerk.personId)
    await assert.rejects(createApiKey(t.ctx, working, aKey(['staff:orders', 'staff:sites'])), refused)
    await assert.rejects(createApiKey(t.ctx, await sessionOf(clerk.personId, false), aKey(['staff:orders'])), {
      code: 'second-factor-needed',
    })
    const { key } = await createApiKey(t.ctx, working, aKey(['staff:orders', 'images:read']))
    const ask = async () => requireStaff(await read(key), 'staff:orders')
    assert.equal((await ask()).personId, clerk.personId)
    await assert.rejects(async () => requireStaff(await read(key), 'staff:sites'), { status: 404 })
    await assert.rejects(async () => requireRole(await read(key), 'billing'), { status: 404 })
    const plain = (await createApiKey(t.ctx, working, aKey(['images:read']))).key
    await assert.rejects(async () => requireStaff(await read(plain), 'staff:orders'), { code: 'scope-missing' })

    await grant(clerk.personId, ['support'])
    await assert.rejects(ask(), { code: 'page-not-found', status: 404 }, 'from the moment on in which the role is lost')
    await grant(clerk.personId, ['billing'])
    await ask()
    t.clock.advanceMs(90 * dayMs - 1)
    await ask()
    t.clock.advanceMs(1)
    assert.equal(await readApiKey(t.ctx, key), null, 'also for what it may besides')
    assert.ok(await readApiKey(t.ctx, plain), 'negative control')
    assert.deepEqual((await listApiKeys(t.ctx, await sessionOf(clerk.personId))).length, 1)
    await expireRows(t.ctx, [...peopleStores, ...apiKeysStores])
    t.clock.advanceMs(31 * dayMs)
    await expireRows(t.ctx, [...peopleStores, ...apiKeysStores])
    const { rows } = await t.database.pool.query('select id from accounts_api_keys where person_id = $1', [
      clerk.personId,
    ])
    assert.equal(rows.length, 1)
  })
})
