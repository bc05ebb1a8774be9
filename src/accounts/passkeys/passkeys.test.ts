import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { erase, expireRows, shownTo } from '#test/rights'
import { type Member, createMember, peopleHandlers, peopleStores, visitor } from '#accounts/people'
import { grantRoles } from '#accounts/roles'
import {
  completeSignIn,
  makeRecoveryCodes,
  readSession,
  secondFactorsOf,
  signInStores,
  signInWithPasskey,
} from '#accounts/sign-in'
import { dayMs, minuteMs } from '#platform/clock'
import { openDatabase } from '#platform/db'
import { Refusal } from '#platform/refusal'
import { type Lies, type SoftAuthenticator, softAuthenticator } from '#test/authenticator'
import { type TestHouse, openTestCtx } from '#test/house'
import {
  AddPasskeyInput,
  acceptedPasskeys,
  ProvePasskeyInput,
  addPasskey,
  hasPasskey,
  listPasskeys,
  passkeyHandlers,
  passkeyRegistration,
  passkeyRequest,
  passkeyStores,
  provePasskey,
  removePasskey,
  renamePasskey,
} from './index.ts'

const password = 'seven quiet herons'
const origin = 'http://localhost:3000'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...signInStores, ...passkeyStores] })
})
after(() => t.close())

let count = 0
/** An address of its own for each call, so that limits count only where a test means them. */
const somewhere = (): { address: string } => ({ address: `10.2.${count >> 8}.${count++ & 255}` })

/** A member of their own, signed in with a password just now. */
async function somebody(name = `member-${count++}`): Promise<Member> {
  const given = { username: name, email: `${name}@example.org`, password, verified: true }
  const { personId } = await createMember(t.ctx, given)
  await t.runJobs([...peopleHandlers, ...passkeyHandlers])
  return signedIn(personId)
}

async function signedIn(personId: Member['personId']): Promise<Member> {
  const from = { ...somewhere(), userAgent: undefined }
  const { token } = await completeSignIn(t.ctx, personId, ['password'], from)
  const actor = (await readSession(t.ctx, token)) ?? visitor
  assert.ok(actor.kind === 'member')
  return actor
}

async function add(actor: Member, device: SoftAuthenticator, name = 'My telephone', lies?: Lies): Promise<string> {
  const response = device.register(await passkeyRegistration(t.ctx, actor), lies)
  return (await addPasskey(t.ctx, actor, AddPasskeyInput.parse({ response, name }))).id
}

/** A member with one passkey, and the device that holds it. */
async function withPasskey(): Promise<{ readonly actor: Member; readonly device: SoftAuthenticator }> {
  const actor = await somebody()
  const device = softAuthenticator(origin)
  await add(actor, device)
  return { actor, device }
}

const prove = (response: unknown, from = somewhere()) =>
  provePasskey(t.ctx, ProvePasskeyInput.parse({ response }), from)
const enter = async (device: SoftAuthenticator, lies?: Lies) => prove(device.use(await passkeyRequest(t.ctx), lies))

/** Everything that the room keeps. */
async function kept(): Promise<string> {
  const all = await t.database.pool.query(
    `select (select json_agg(p order by id) from accounts_passkeys p) as passkeys,
            (select json_agg(c order by challenge_hash) from accounts_spent_challenges c) as challenges,
            (select count(*) from accounts_sessions) as sessions,
            (select count(*) from graphile_worker.jobs) as jobs`,
  )
  return JSON.stringify(all.rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

const oneBitOff = (text: string): string => {
  const bytes = Buffer.from(text, 'base64url')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return bytes.toString('base64url')
}

suite('a passkey', () => {
  test('alone signs its owner in, strongly, and the owner is told by mail that it was added', async () => {
    const actor = await somebody()
    const device = softAuthenticator(origin)
    const id = await add(actor, device, 'Blue key ring')
    assert.match(id, /^pky_[0-9a-z]{26}$/)
    await t.runJobs(passkeyHandlers)
    const letter = t.letters.at(-1)
    assert.deepEqual([letter?.kind, letter?.to], ['accounts.passkey-added', `${actor.username}@example.org`])
    assert.match(letter?.text ?? '', /^http:\/\/localhost:3000\/settings\/security$/m)

    const response = device.use(await passkeyRequest(t.ctx))
    const { token, personId } = await signInWithPasskey(t.ctx, ProvePasskeyInput.parse({ response }), {
      ...somewhere(),
      userAgent: undefined,
    })
    assert.equal(personId, actor.personId)
    const session = await readSession(t.ctx, token)
    assert.ok(session?.kind === 'member' && session.via.kind === 'session')
    assert.equal(session.via.strong, true)

    const today = t.clock.now().toISOString().slice(0, 10)
    assert.deepEqual(await listPasskeys(t.ctx, actor), [
      { id, name: 'Blue key ring', isBackedUp: false, createdAt: t.clock.now(), lastUsedOn: today },
    ])
  })

  test('is asked for in a way that names nobody and tells nothing of any account', async () => {
    const { actor } = await withPasskey()
    const { challenge, ...rest } = await passkeyRequest(t.ctx)
    assert.match(challenge, /^[\w-]{75}$/)
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), {
      rpId: 'localhost',
      allowCredentials: [],
      timeout: 4 * minuteMs,
      userVerification: 'required',
    })
    assert.equal((await passkeyRequest(t.ctx, actor.personId)).allowCredentials?.length, 1, 'negative control')
  })

  test('that is asked for and not used leaves no row', async () => {
    const actor = await somebody()
    const before = await kept()
    for (let i = 0; i < 5; i++) {
      await passkeyRequest(t.ctx)
      await passkeyRegistration(t.ctx, actor)
    }
    assert.equal(await kept(), before)
  })

  test('must be found without a name and verify its user; of the device nothing is asked and nothing stored', async () => {
    const { actor } = await withPasskey()
    const options = await passkeyRegistration(t.ctx, actor)
    assert.deepEqual(options.authenticatorSelection, {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    })
    assert.equal(options.attestation, 'none')
    assert.deepEqual(options.rp, { name: 'Vitrine', id: 'localhost' })
    assert.equal(options.excludeCredentials?.length, 1)
    assert.equal(Buffer.from(options.user.id, 'base64url').length, 32)
    const { rows } = await t.database.pool.query(`select * from accounts_passkeys`)
    const stored = JSON.stringify(rows, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : Buffer.isBuffer(value) ? value.toString('hex') : value,
    )
    assert.ok(!stored.includes('0123456789abcdef0123456789abcdef'), 'the model number of the device')
  })

  test('says nothing about its owner to the device but the user name: neither number nor address', async () => {
    const actor = await somebody()
    const { user } = await passkeyRegistration(t.ctx, actor)
    assert.deepEqual([user.name, user.displayName], [actor.username, actor.username])
    const handle = Buffer.from(user.id, 'base64url')
    assert.ok(!handle.includes(Buffer.from(actor.personId.replaceAll('-', ''), 'hex')))
    assert.equal((await passkeyRegistration(t.ctx, actor)).user.id, user.id, 'one account is one entry in the device')
    assert.notEqual((await passkeyRegistration(t.ctx, await somebody())).user.id, user.id)
  })

  test('is listed, renamed and removed by its owner; for anybody else it is not there', async () => {
    const { actor } = await withPasskey()
    const other = await somebody()
    const [passkey] = await listPasskeys(t.ctx, actor)
    assert.ok(passkey)
    for (const passkeyId of [passkey.id, 'pky_00000000000000000000000000', 'nonsense']) {
      await assert.rejects(renamePasskey(t.ctx, other, { passkeyId, name: 'Mine' }), { code: 'passkey-not-found' })
      await assert.rejects(removePasskey(t.ctx, other, { passkeyId }), { code: 'passkey-not-found', status: 404 })
    }
    await renamePasskey(t.ctx, actor, { passkeyId: passkey.id, name: 'Old telephone' })
    assert.equal((await listPasskeys(t.ctx, actor))[0]?.name, 'Old telephone')
    await removePasskey(t.ctx, actor, { passkeyId: passkey.id })
    await t.runJobs(passkeyHandlers)
    assert.equal(t.letters.at(-1)?.kind, 'accounts.passkey-removed')
    assert.deepEqual(await listPasskeys(t.ctx, actor), [])
    assert.equal(await hasPasskey(t.ctx, actor.personId), false)
  })

  test('that still works is named to the browser of its owner, so that devices forget the others', async () => {
    const { actor, device } = await withPasskey()
    const { credentialIds, ...rest } = await acceptedPasskeys(t.ctx, actor)
    const { user } = await passkeyRegistration(t.ctx, actor)
    assert.deepEqual(rest, { rpId: 'localhost', userId: user.id, username: actor.username })
    assert.deepEqual(credentialIds, [device.use(await passkeyRequest(t.ctx)).id])
    await assert.rejects(acceptedPasskeys(t.ctx, visitor), { code: 'sign-in-needed' })
  })

  test('that was removed no longer signs anybody in', async () => {
    const { actor, device } = await withPasskey()
    await enter(device)
    const [passkey] = await listPasskeys(t.ctx, actor)
    await removePasskey(t.ctx, actor, { passkeyId: passkey?.id ?? '' })
    await assert.rejects(enter(device), { code: 'passkey-not-accepted', status: 401 })
  })

  test('is added and removed only by whoever proved who they are within ten minutes, and never by a visitor', async () => {
    const { actor } = await withPasskey()
    const [passkey] = await listPasskeys(t.ctx, actor)
    t.clock.advanceMs(10 * minuteMs + 1)
    await assert.rejects(add(actor, softAuthenticator(origin)), { code: 'prove-again' })
    await assert.rejects(removePasskey(t.ctx, actor, { passkeyId: passkey?.id ?? '' }), { code: 'prove-again' })
    await assert.rejects(passkeyRegistration(t.ctx, visitor), { code: 'sign-in-needed' })
    await assert.rejects(listPasskeys(t.ctx, visitor), { code: 'sign-in-needed' })
    await add(await signedIn(actor.personId), softAuthenticator(origin))
  })

  test('of a locked account is not accepted', async () => {
    const { actor, device } = await withPasskey()
    await enter(device)
    await t.ctx.db.updateTable('accounts_people').set({ status: 'locked' }).where('id', '=', actor.personId).execute()
    await assert.rejects(enter(device), { code: 'passkey-not-accepted' })
  })

  test('is one of twenty at most', async () => {
    const actor = await somebody()
    for (let i = 0; i < 20; i++) await add(actor, softAuthenticator(origin))
    await assert.rejects(add(actor, softAuthenticator(origin)), { code: 'too-many-passkeys', status: 409 })
    assert.equal((await listPasskeys(t.ctx, actor)).length, 20)
  })
})

suite('an answer to sign in', () => {
  test('with anything in it that is wrong is refused, and nothing changes; the same without the wrong thing passes', async () => {
    const { device } = await withPasskey()
    const { actor: other, device: theirs } = await withPasskey()
    const theirRegistration = await passkeyRegistration(t.ctx, other)
    await enter(device)
    const strange = Buffer.alloc(56, 7).toString('base64url')
    const { challenge: forAdding } = await passkeyRegistration(t.ctx, await somebody())
    const { challenge: ofAnother } = await passkeyRequest(t.ctx, other.personId)
    const theirId = Buffer.from(theirs.use(await passkeyRequest(t.ctx)).id, 'base64url')

    const wrong: Readonly<Record<string, Lies>> = {
      'a challenge that is not ours': { challenge: strange },
      'no challenge': { challenge: '' },
      'a challenge for adding a passkey': { challenge: forAdding },
      'a challenge for proving somebody else': { challenge: ofAnother },
      'another site': { origin: 'https://vitrine.example' },
      'another port': { origin: 'http://localhost:3001' },
      'https instead of http': { origin: 'https://localhost:3000' },
      'a page in a frame of another site': { crossOrigin: true },
      'a key of another host': { rpId: 'vitrine.example' },
      'the answer of a registration': { type: 'webauthn.create' },
      'a user who was not verified': { userVerified: false },
      'nobody there': { userPresent: false },
      'an unknown key': { credentialId: Buffer.alloc(32, 9) },
      'the key of another person': { credentialId: theirId },
      'the name of another person': { userHandle: theirRegistration.user.id },
      'the name of nobody': { userHandle: 'bm9ib2R5' },
      'no name': { userHandle: null },
      'something changed after it was signed': { tamper: true },
    }
    const before = await kept()
    for (const [what, lies] of Object.entries(wrong)) {
      await assert.rejects(enter(device, lies), { code: 'passkey-not-accepted', status: 401 }, what)
      assert.equal(await kept(), before, what)
    }

    const answer = device.use(await passkeyRequest(t.ctx))
    for (const part of ['signature', 'authenticatorData', 'clientDataJSON'] as const) {
      const response = { ...answer, response: { ...answer.response, [part]: oneBitOff(answer.response[part]) } }
      await assert.rejects(prove(response), { code: 'passkey-not-accepted' }, part)
      assert.equal(await kept(), before, part)
    }
    const garbled = { ...answer, response: { ...answer.response, clientDataJSON: 'bm90IGpzb24', signature: 'AA' } }
    await assert.rejects(prove(garbled), { code: 'passkey-not-accepted' })
    await prove(answer)
    assert.notEqual(await kept(), before, 'negative control: the unmodified one passes and is noted')
  })

  test('is refused five minutes after it was asked for', async () => {
    const { device } = await withPasskey()
    const options = await passkeyRequest(t.ctx)
    t.clock.advanceMs(5 * minuteMs)
    const before = await kept()
    await assert.rejects(prove(device.use(options)), { code: 'passkey-too-late', status: 409 })
    assert.equal(await kept(), before)
    t.clock.advanceMs(-1)
    await prove(device.use(options))
  })

  test('works once, also when it comes twice at the same moment by two connections', async () => {
    const { device } = await withPasskey()
    const answer = device.use(await passkeyRequest(t.ctx))
    const second = openDatabase({ connection: t.connection, connectionsMax: 2, log: t.ctx.log })
    try {
      const otherProcess = { ...t.ctx, db: second.kysely }
      const input = ProvePasskeyInput.parse({ response: answer })
      for (let round = 0; round < 5; round++) {
        const fresh = round === 0 ? input : { response: device.use(await passkeyRequest(t.ctx)) }
        const both = await Promise.allSettled([
          provePasskey(t.ctx, fresh, somewhere()),
          provePasskey(otherProcess, fresh, somewhere()),
        ])
        assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
        const refused = both.find((one) => one.status === 'rejected')?.reason as Refusal
        assert.equal(refused.code, 'passkey-too-late')
      }
      await assert.rejects(prove(answer), { code: 'passkey-too-late' })
    } finally {
      await second.close()
    }
  })

  test('of which the counter goes back is refused and told by letter, once an hour', async () => {
    const { actor, device } = await withPasskey()
    await enter(device)
    const copy = device.copy()
    await enter(device)
    const passkeys = async () =>
      (await t.ctx.db.selectFrom('accounts_passkeys').selectAll().where('person_id', '=', actor.personId).execute())[0]
    const before = await passkeys()
    const sent = t.letters.length
    for (let i = 0; i < 2; i++) {
      await assert.rejects(enter(copy, { counter: 2 }), { code: 'passkey-copied', status: 401 })
    }
    assert.deepEqual(await passkeys(), before)
    await t.runJobs(passkeyHandlers)
    assert.deepEqual(
      t.letters
        .slice(sent)
        .map(({ kind, to }) => [kind, to])
        .filter(([kind]) => kind === 'accounts.passkey-copied'),
      [['accounts.passkey-copied', `${actor.username}@example.org`]],
    )
    await enter(device)
    assert.equal(Number((await passkeys())?.sign_count), 3, 'the true one still works')
  })

  test('of a device that does not count is accepted as often as it is asked', async () => {
    const { device } = await withPasskey()
    for (let i = 0; i < 3; i++) await enter(device, { counter: 0 })
  })

  test('says whether the device keeps a copy elsewhere', async () => {
    const { actor, device } = await withPasskey()
    await enter(device, { backedUp: true })
    assert.equal((await listPasskeys(t.ctx, actor))[0]?.isBackedUp, true)
  })

  test('is refused after many wrong ones from one place; right ones do not count', async () => {
    const { device } = await withPasskey()
    const here = somewhere()
    for (let i = 0; i < 3; i++) await prove(device.use(await passkeyRequest(t.ctx)), here)
    const wrong = device.use(await passkeyRequest(t.ctx), { tamper: true })
    for (let i = 0; i < 60; i++) await assert.rejects(prove(wrong, here), { code: 'passkey-not-accepted' })
    const right = device.use(await passkeyRequest(t.ctx))
    await assert.rejects(prove(right, here), { code: 'too-many-tries', status: 429 })
    await prove(right)
  })

  test('proves one person again and nobody else', async () => {
    const { actor, device } = await withPasskey()
    const other = await withPasskey()
    const again = async (device_: SoftAuthenticator) =>
      provePasskey(
        t.ctx,
        ProvePasskeyInput.parse({ response: device_.use(await passkeyRequest(t.ctx, actor.personId)) }),
        somewhere(),
        actor.personId,
      )
    await assert.rejects(again(other.device), { code: 'passkey-not-accepted' })
    assert.equal((await again(device)).personId, actor.personId)
  })
})

suite('an answer to add a passkey', () => {
  test('with anything in it that is wrong is refused, and nothing changes; the same without the wrong thing passes', async () => {
    const actor = await somebody()
    const { device } = await withPasskey()
    const { challenge: ofAnother } = await passkeyRegistration(t.ctx, await somebody())
    const { challenge: forSignIn } = await passkeyRequest(t.ctx)
    const known = Buffer.from(device.use(await passkeyRequest(t.ctx)).id, 'base64url')
    const wrong: Readonly<Record<string, Lies>> = {
      'a challenge that is not ours': { challenge: Buffer.alloc(56, 7).toString('base64url') },
      'a challenge of another member': { challenge: ofAnother },
      'a challenge for signing in': { challenge: forSignIn },
      'another site': { origin: 'https://vitrine.example' },
      'a page in a frame of another site': { crossOrigin: true },
      'a key of another host': { rpId: 'vitrine.example' },
      'the answer of a sign-in': { type: 'webauthn.get' },
      'a user who was not verified': { userVerified: false },
      'nobody there': { userPresent: false },
      'a key that somebody has already': { credentialId: known },
    }
    const before = await kept()
    for (const [what, lies] of Object.entries(wrong)) {
      await assert.rejects(add(actor, softAuthenticator(origin), 'Mine', lies), { code: 'passkey-not-accepted' }, what)
      assert.equal(await kept(), before, what)
    }
    await enter(device)
    await add(actor, softAuthenticator(origin))
  })

  test('with a statement of a maker is refused before anybody is asked about it', async () => {
    const actor = await somebody()
    const response = softAuthenticator(origin).register(await passkeyRegistration(t.ctx, actor))
    const object = Buffer.from(response.response.attestationObject, 'base64url')
    for (const format of ['tpm', 'apple', 'packed']) {
      // `fmt` is the first entry of the map: the text "none", of which the length is in the byte before it.
      const at = object.indexOf('none')
      const forged = Buffer.concat([
        object.subarray(0, at - 1),
        Buffer.of(0x60 + format.length),
        Buffer.from(format),
        object.subarray(at + 4),
      ])
      const lie = { ...response, response: { ...response.response, attestationObject: forged.toString('base64url') } }
      const input = AddPasskeyInput.parse({ response: lie, name: 'Mine' })
      await assert.rejects(addPasskey(t.ctx, actor, input), { code: 'passkey-not-accepted' }, format)
    }
    await addPasskey(t.ctx, actor, AddPasskeyInput.parse({ response, name: 'Mine' }))
  })

  test('works once and in time', async () => {
    const actor = await somebody()
    const response = softAuthenticator(origin).register(await passkeyRegistration(t.ctx, actor))
    const input = AddPasskeyInput.parse({ response, name: 'Mine' })
    await addPasskey(t.ctx, actor, input)
    await assert.rejects(addPasskey(t.ctx, actor, input), { code: 'passkey-too-late' })
    const late = softAuthenticator(origin).register(await passkeyRegistration(t.ctx, actor))
    t.clock.advanceMs(5 * minuteMs)
    await assert.rejects(addPasskey(t.ctx, actor, AddPasskeyInput.parse({ response: late, name: 'Mine' })), {
      code: 'passkey-too-late',
    })
  })
})

suite('the last way in', () => {
  const withoutPassword = async (actor: Member): Promise<void> => {
    await t.ctx.db.deleteFrom('accounts_passwords').where('person_id', '=', actor.personId).execute()
  }

  test('stays: without a password the only passkey is not removed, one of two is', async () => {
    const { actor, device } = await withPasskey()
    await withoutPassword(actor)
    const [only] = await listPasskeys(t.ctx, actor)
    const before = await kept()
    await assert.rejects(removePasskey(t.ctx, actor, { passkeyId: only?.id ?? '' }), {
      code: 'passkey-last-way-in',
      status: 409,
    })
    assert.equal(await kept(), before)
    await enter(device)
    await add(actor, softAuthenticator(origin))
    await removePasskey(t.ctx, actor, { passkeyId: only?.id ?? '' })
    assert.equal((await listPasskeys(t.ctx, actor)).length, 1)
  })

  test('stays when the last two are removed at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const { actor } = await withPasskey()
      await add(actor, softAuthenticator(origin))
      await withoutPassword(actor)
      const all = await listPasskeys(t.ctx, actor)
      const both = await Promise.allSettled(all.map(({ id }) => removePasskey(t.ctx, actor, { passkeyId: id })))
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      assert.equal((await listPasskeys(t.ctx, actor)).length, 1)
    }
  })
})

suite('the last second factor', () => {
  test('takes the recovery codes with it when it is removed; one before the last does not', async () => {
    const { actor } = await withPasskey()
    await add(actor, softAuthenticator(origin))
    await makeRecoveryCodes(t.ctx, actor)
    for (const left of [10, 0]) {
      const [passkey] = await listPasskeys(t.ctx, actor)
      await removePasskey(t.ctx, actor, { passkeyId: passkey?.id ?? '' })
      assert.equal((await secondFactorsOf(t.ctx, actor.personId)).codesLeft, left)
    }
  })

  test('of staff stays', async () => {
    const { actor } = await withPasskey()
    await grantRoles(t.ctx, { kind: 'system' }, { personId: actor.personId, roles: ['support'] })
    const staff = await signedIn(actor.personId)
    const [passkey] = await listPasskeys(t.ctx, staff)
    const removed = removePasskey(t.ctx, staff, { passkeyId: passkey?.id ?? '' })
    await assert.rejects(removed, { code: 'staff-keeps-second-factor', status: 409 })
    assert.equal((await listPasskeys(t.ctx, staff)).length, 1)
    await add(staff, softAuthenticator(origin))
    await removePasskey(t.ctx, staff, { passkeyId: passkey?.id ?? '' })
  })
})

suite('what is kept', () => {
  test('is shown to its owner without keys, goes with the account, and used answers go once they have expired', async () => {
    const { actor, device } = await withPasskey()
    await enter(device)
    const [held] = await shownTo(t.ctx, passkeyStores, actor.personId)
    assert.equal(held?.store, 'accounts_passkeys')
    assert.deepEqual(Object.keys(held.rows[0] ?? {}).sort(), [
      ...['backed_up', 'created_at', 'id', 'last_used_on', 'name', 'person_id', 'sign_count', 'transports'],
    ])

    const challenges = async (): Promise<number> =>
      (await t.ctx.db.selectFrom('accounts_spent_challenges').select('expires_at').execute()).length
    assert.ok((await challenges()) > 0)
    t.clock.advanceMs(5 * minuteMs)
    assert.ok((await expireRows(t.ctx, passkeyStores)) > 0)
    assert.equal(await challenges(), 0)

    t.clock.advanceMs(400 * dayMs)
    await expireRows(t.ctx, passkeyStores)
    assert.equal(await hasPasskey(t.ctx, actor.personId), true, 'negative control: a passkey does not expire')
    for (let i = 0; i < 2; i++) await erase(t.ctx, passkeyStores, actor.personId)
    assert.equal(await hasPasskey(t.ctx, actor.personId), false)
  })

  test('no log line holds a challenge, a name or a key', () => {
    const lines = t.logLines.join('\n')
    for (const marker of ['My telephone', 'Blue key ring', 'clientDataJSON', '10.2.0.']) {
      assert.ok(!lines.includes(marker), marker)
    }
  })
})
