import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expireRows } from '#test/rights'
import { sessionStores } from '#accounts/sessions'
import {
  type Actor,
  type Member,
  createMember,
  peopleStores,
  requireActive,
  requireProven,
  visitor,
} from '#accounts/people'
import {
  listSessions,
  readSession,
  revokeOtherSessions,
  revokeSession,
  sessionCookie,
  signInStores,
  signOut,
  signOutEverywhere,
} from '#accounts/sign-in'
import { dayMs, minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import { signedIn } from '#test/sign-in'
import { type Proof, isStrong, renewSession } from './index.ts'

const password = 'seven quiet herons'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...signInStores] })
  for (const username of ['ada', 'grace', 'emmy', 'lise']) {
    await createMember(t.ctx, { username, email: `${username}@example.org`, password, verified: true })
  }
})
after(() => t.close())

const begin = async (login: string, userAgent?: string): Promise<string> =>
  (await signedIn(t.ctx, { login, password }, { address: '192.0.2.1', userAgent })).token
const read = async (token: string): Promise<Actor> => (await readSession(t.ctx, token)) ?? visitor
const actorVia = (via: Member['via']): Member => ({ ...({ kind: 'member', status: 'active' } as Member), via })

suite('a session', () => {
  test('is a cookie that scripts, other sites and plain connections never see (promises: G-65, S-64)', async () => {
    assert.deepEqual(sessionCookie, {
      name: '__Host-session',
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
      maxAge: 180 * 24 * 60 * 60,
    })
    const declared = signInStores.find((store) => store.kind === 'cookie')
    assert.equal(declared?.cookieClass, 'essential', 'promise: G-70')
  })

  test('holds a random value that says nothing of password or person, new at every sign-in (promises: S-64, G-69)', async () => {
    const [first, second] = [await begin('ada'), await begin('ada')]
    assert.notEqual(first, second)
    for (const token of [first, second]) assert.match(token, /^[\w-]{43}$/)
    assert.equal((await t.ctx.db.selectFrom('accounts_sessions').selectAll().execute()).length, 2)
  })

  test('tells who asks', async () => {
    const actor = await read(await begin('grace'))
    assert.ok(actor.kind === 'member' && actor.via.kind === 'session')
    assert.deepEqual([actor.username, actor.status, [...actor.roles]], ['grace', 'active', []])
    assert.equal(requireActive(actor), actor)
  })

  test('is kept as a hash, with a family of browsers and no network address', async () => {
    const token = await begin('lise', firefox)
    const rows = await t.ctx.db.selectFrom('accounts_sessions').selectAll().execute()
    const row = rows.find(({ browser }) => browser === 'Firefox on Linux')
    assert.equal(row?.token_hash.length, 32)
    assert.doesNotMatch(JSON.stringify(rows), /192\.0\.2\.1|Gecko|rv:/)
    assert.ok(!JSON.stringify(rows).includes(token))
  })

  test('that is signed out, guessed or malformed is nobody', async () => {
    const token = await begin('grace')
    await signOut(t.ctx, await read(token))
    for (const one of [token, token.slice(1), '', 'x'.repeat(10_000), '\0'])
      assert.equal(await readSession(t.ctx, one), null)
    await signOut(t.ctx, visitor)
  })

  test('moves its end while it is used, and ends 180 days after it began at the latest', async () => {
    const here = await openTestCtx({ stores: [...peopleStores, ...signInStores] })
    try {
      await createMember(here.ctx, { username: 'ada', email: 'ada@example.org', password, verified: true })
      const enter = async () => (await signedIn(here.ctx, { login: 'ada', password })).token
      const [used, left] = [await enter(), await enter()]
      for (let day = 25; day <= 175; day += 25) {
        here.clock.advanceMs(25 * dayMs)
        assert.ok(await readSession(here.ctx, used), `day ${day}`)
        if (day === 50) assert.equal(await readSession(here.ctx, left), null, '30 days without use')
      }
      here.clock.advanceMs(5 * dayMs - 1)
      assert.ok(await readSession(here.ctx, used))
      here.clock.advanceMs(1)
      assert.equal(await readSession(here.ctx, used), null)
      assert.equal(await expireRows(here.ctx, sessionStores), 2, 'both rows go')
    } finally {
      await here.close()
    }
  })

  test('notes its use every five minutes, not at every request', async () => {
    const token = await begin('emmy')
    const lastUse = async (): Promise<number> => {
      const [session] = await listSessions(t.ctx, await read(token))
      return session?.lastUsedAt.getTime() ?? 0
    }
    const began = t.clock.now().getTime()
    t.clock.advanceMs(5 * minuteMs - 1)
    await read(token)
    assert.equal(await lastUse(), began)
    t.clock.advanceMs(1)
    await read(token)
    assert.equal(await lastUse(), began + 5 * minuteMs)
  })
})

suite('proving more in a session', () => {
  const via = async (token: string) => {
    const actor = await read(token)
    return actor.kind === 'member' && actor.via.kind === 'session' ? actor.via : null
  }

  test('gives it a new secret, and the old one is dead at once (promise: G-65)', async () => {
    const token = await begin('lise')
    const before = await via(token)
    assert.ok(before)
    assert.deepEqual([before.strong, before.provenAt], [false, t.clock.now()])

    t.clock.advanceMs(20 * minuteMs)
    assert.throws(() => requireProven(actorVia(before), t.clock.now()), { code: 'prove-again' })
    const renewed = await inTransaction(t.ctx, (tx) => renewSession(tx, before.sessionId, ['code']))
    assert.equal(await readSession(t.ctx, token), null)
    const after = await via(renewed.token)
    assert.deepEqual(after, { ...before, strong: true, provenAt: t.clock.now() })
    requireProven(actorVia(after ?? before), t.clock.now())
  })

  test('is strong with a passkey, or with a password and a second thing', () => {
    const cases: readonly (readonly [readonly Proof[], boolean])[] = [
      [['password'], false],
      [['code'], false],
      [['recovery'], false],
      [['code', 'recovery'], false],
      [['password', 'code'], true],
      [['password', 'recovery'], true],
      [['passkey'], true],
      [[], false],
    ]
    for (const [proof, strong] of cases) assert.equal(isStrong(proof), strong, proof.join())
  })

  test('in one that has ended is refused, and begins none', async () => {
    const token = await begin('lise')
    const before = await via(token)
    assert.ok(before)
    await signOut(t.ctx, await read(token))
    await assert.rejects(
      inTransaction(t.ctx, (tx) => renewSession(tx, before.sessionId, ['code'])),
      { code: 'sign-in-needed' },
    )
  })
})

suite('ending sessions (promise: G-65)', () => {
  test('its owner sees where they are signed in, and ends one, the others, or all', async () => {
    await signOutEverywhere(t.ctx, await read(await begin('ada')))
    const [here, phone, old] = [await begin('ada', firefox), await begin('ada'), await begin('ada')]
    const actor = await read(here)
    const list = await listSessions(t.ctx, actor)
    assert.deepEqual(list.map(({ browser, isCurrent }) => `${browser}, ${isCurrent}`).sort(), [
      'A browser, false',
      'A browser, false',
      'Firefox on Linux, true',
    ])
    for (const session of list)
      assert.deepEqual(Object.keys(session).sort(), ['browser', 'createdAt', 'id', 'isCurrent', 'lastUsedAt'])

    const ofPhone = await read(phone)
    assert.ok(ofPhone.kind === 'member' && ofPhone.via.kind === 'session')
    await revokeSession(t.ctx, actor, { sessionId: showId('session', ofPhone.via.sessionId) })
    assert.equal(await readSession(t.ctx, phone), null)
    assert.ok(await readSession(t.ctx, old), 'negative control')

    assert.equal(await revokeOtherSessions(t.ctx, actor), 1)
    assert.equal(await readSession(t.ctx, old), null)
    assert.ok(await readSession(t.ctx, here))

    assert.equal(await signOutEverywhere(t.ctx, actor), 1)
    assert.equal(await readSession(t.ctx, here), null)
  })

  test("somebody else's session answers like none", async () => {
    const adas = await read(await begin('ada'))
    const gracesToken = await begin('grace')
    const graces = await read(gracesToken)
    assert.ok(graces.kind === 'member' && graces.via.kind === 'session')
    for (const sessionId of [
      showId('session', graces.via.sessionId),
      'ses_00000000000000000000000000',
      'nonsense',
      showId('image', graces.via.sessionId as unknown as Id<'image'>),
    ]) {
      await assert.rejects(revokeSession(t.ctx, adas, { sessionId }), { code: 'session-not-found', status: 404 })
    }
    assert.ok(await readSession(t.ctx, gracesToken))
    await revokeOtherSessions(t.ctx, adas)
    assert.ok(await readSession(t.ctx, gracesToken))
  })

  test('a visitor has none to see or end', async () => {
    await assert.rejects(listSessions(t.ctx, visitor), { code: 'sign-in-needed', status: 401 })
    await assert.rejects(signOutEverywhere(t.ctx, visitor), { code: 'sign-in-needed' })
  })

  test('a locked account has none that works', async () => {
    const token = await begin('emmy')
    assert.ok(await readSession(t.ctx, token))
    await t.ctx.db.updateTable('accounts_people').set({ status: 'locked' }).where('username', '=', 'emmy').execute()
    assert.equal(await readSession(t.ctx, token), null)
  })
})
