import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { erase, expireRows, shownTo } from '#test/rights'
import { authenticatorStores } from '#accounts/authenticators'
import { authenticatorHandlers } from '#accounts/authenticators'
import { passkeyStores } from '#accounts/passkeys'
import {
  type Actor,
  type Member,
  createMember,
  peopleStores,
  requireProven,
  requireRole,
  visitor,
} from '#accounts/people'
import { dayMs, hourMs, minuteMs, secondMs } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { openDatabase } from '#platform/db'
import { openLog } from '#platform/log'
import { Refusal } from '#platform/refusal'
import { codeAt } from '#test/codes'
import { type TestHouse, dump, formsOf, openTestCtx } from '#test/house'
import {
  ConfirmAuthenticatorInput,
  FinishSignInInput,
  ProveAgainInput,
  changePassword,
  completeSignIn,
  confirmAuthenticator,
  finishSignIn,
  makeRecoveryCodes,
  offerAuthenticator,
  offeredAuthenticator,
  proveAgain,
  readSession,
  removeAuthenticator,
  removePassword,
  secondFactorsOf,
  signIn,
  signInHandlers,
  signInStores,
} from './index.ts'
import { halfSignedIn, signedIn } from '#test/sign-in'

const password = 'seven quiet herons'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...signInStores, ...passkeyStores] })
})
after(() => t.close())

let count = 0
/** A place that has not tried anything yet. */
const somewhere = () => ({ address: `10.2.${count >> 8}.${count++ & 255}`, userAgent: undefined })
const run = () => t.runJobs([...signInHandlers, ...authenticatorHandlers])
const read = async (token: string): Promise<Actor> => (await readSession(t.ctx, token)) ?? visitor
const half = (login: string) => halfSignedIn(t.ctx, { login, password }, somewhere())
const finish = (pending: string, given: { code?: string; recovery?: string }, from = somewhere(), ctx: Ctx = t.ctx) =>
  finishSignIn(ctx, FinishSignInInput.parse({ pending, ...given }), from)

interface Careful {
  readonly login: string
  readonly personId: Member['personId']
  readonly secret: string
  readonly codes: readonly string[]
  /** Of the session in which it was set up. */
  readonly token: string
  /** What the app shows now; each only once, since the clock moves on for the next. */
  nextCode(): string
}

/** A member with an authenticator app, and the recovery codes they were shown. */
async function careful(roles: readonly 'admin'[] = []): Promise<Careful> {
  const login = `careful-${count++}`
  const { personId } = await createMember(t.ctx, {
    username: login,
    email: `${login}@example.org`,
    password,
    verified: true,
    roles,
  })
  const actor = await read((await signedIn(t.ctx, { login, password }, somewhere())).token)
  await offerAuthenticator(t.ctx, actor)
  const secret = (await offeredAuthenticator(t.ctx, actor))?.secret ?? assert.fail('nothing is offered')
  const { cookie, codes } = await confirmAuthenticator(t.ctx, actor, { code: codeAt(secret, t.clock.now()) })
  assert.ok(codes)
  return {
    login,
    personId,
    secret,
    codes,
    token: cookie.token,
    nextCode: () => {
      t.clock.advanceMs(30 * secondMs)
      return codeAt(secret, t.clock.now())
    },
  }
}

async function refusalOf(asked: Promise<unknown>): Promise<Refusal> {
  try {
    await asked
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

const sessionsOf = async (personId: string): Promise<number> =>
  (await t.ctx.db.selectFrom('accounts_sessions').where('person_id', '=', personId).select('id').execute()).length

suite('an authenticator app', () => {
  test('counts only once a first code has shown that it works; until then the password is enough', async () => {
    await createMember(t.ctx, { username: 'ada', email: 'ada@example.org', password, verified: true })
    const { token } = await signedIn(t.ctx, { login: 'ada', password }, somewhere())
    const actor = await read(token)
    assert.equal(await offeredAuthenticator(t.ctx, actor), null)
    await offerAuthenticator(t.ctx, actor)
    const offered = await offeredAuthenticator(t.ctx, actor)
    assert.ok(offered)
    assert.match(offered.secret, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
    assert.ok(offered.address.includes(offered.secret.replaceAll(' ', '')))
    const wrong = codeAt(offered.secret, new Date(t.clock.now().getTime() + hourMs))
    assert.equal((await refusalOf(confirmAuthenticator(t.ctx, actor, { code: wrong }))).code, 'first-code-wrong')
    const elsewhere = await signedIn(t.ctx, { login: 'ada', password }, somewhere())

    const input = ConfirmAuthenticatorInput.parse({ code: ` ${codeAt(offered.secret, t.clock.now())} ` })
    const { cookie, codes } = await confirmAuthenticator(t.ctx, actor, input)
    assert.equal(codes?.length, 10)
    assert.equal(await readSession(t.ctx, token), null, 'the cookie is a new one (promise: G-65)')
    assert.equal(await readSession(t.ctx, elsewhere.token), null, 'sessions begun with less end')
    const now = await read(cookie.token)
    assert.ok(now.kind === 'member' && now.via.kind === 'session' && now.via.strong)
    assert.equal(await offeredAuthenticator(t.ctx, now), null, 'the secret is never shown again')
    const { pending } = await half('ada')
    assert.equal((await refusalOf(finish(pending, { code: input.code }))).code, 'code-wrong', 'the first one is used')
  })

  test('is set up only by who just proved who they are, and is offered for an hour', async () => {
    await createMember(t.ctx, { username: 'emmy', email: 'emmy@example.org', password, verified: true })
    const { token } = await signedIn(t.ctx, { login: 'emmy', password }, somewhere())
    await assert.rejects(offerAuthenticator(t.ctx, visitor), { code: 'sign-in-needed' })
    const actor = await read(token)
    await offerAuthenticator(t.ctx, actor)
    t.clock.advanceMs(10 * minuteMs + 1)
    for (const asked of [offerAuthenticator, offeredAuthenticator] as const)
      await assert.rejects(asked(t.ctx, actor), { code: 'prove-again', status: 403 })
    await assert.rejects(confirmAuthenticator(t.ctx, actor, { code: '000000' }), { code: 'prove-again' })

    t.clock.advanceMs(50 * minuteMs)
    const proven = await read((await proveAgain(t.ctx, actor, { current: password }, somewhere())).token)
    assert.equal(await offeredAuthenticator(t.ctx, proven), null)
    assert.equal(await expireRows(t.ctx, authenticatorStores), 1, 'and then forgotten')
  })

  test('can be replaced; the one before works until the new one does', async () => {
    const one = await careful()
    const actor = await read(one.token)
    await offerAuthenticator(t.ctx, actor)
    const offered = await offeredAuthenticator(t.ctx, actor)
    assert.ok(offered)
    await finish((await half(one.login)).pending, { code: one.nextCode() })
    const set = await confirmAuthenticator(t.ctx, actor, { code: codeAt(offered.secret, t.clock.now()) })
    assert.equal(set.codes, null, 'recovery codes stay')
    assert.equal(
      (await refusalOf(finish((await half(one.login)).pending, { code: one.nextCode() }))).code,
      'code-wrong',
    )
    await finish((await half(one.login)).pending, { code: codeAt(offered.secret, t.clock.now()) })
  })

  test('is removed by who just proved who they are; other sessions end, and this one is weak again', async () => {
    const one = await careful()
    const other = await finish((await half(one.login)).pending, { code: one.nextCode() })
    const actor = await read(one.token)
    t.clock.advanceMs(11 * minuteMs)
    await assert.rejects(removeAuthenticator(t.ctx, actor), { code: 'prove-again' })
    const proven = await read((await proveAgain(t.ctx, actor, { code: one.nextCode() }, somewhere())).token)
    const { token } = await removeAuthenticator(t.ctx, proven)
    assert.equal(await readSession(t.ctx, other.token), null)
    const now = await read(token)
    assert.ok(now.kind === 'member' && now.via.kind === 'session' && !now.via.strong)
    assert.deepEqual(await secondFactorsOf(t.ctx, one.personId), {
      hasPassword: true,
      authenticatorSince: null,
      codesLeft: 0,
      hasPasskey: false,
      hasSecondFactor: false,
    })
    await signedIn(t.ctx, { login: one.login, password }, somewhere())
    await assert.rejects(removeAuthenticator(t.ctx, now), { code: 'no-authenticator' })
  })
})

suite('the second step', () => {
  test('is needed: a right password alone begins no session and names nobody', async () => {
    const one = await careful()
    const before = await sessionsOf(one.personId)
    const answer = await half(one.login)
    assert.deepEqual(answer.asks, { hasAuthenticator: true, hasPasskey: false, hasCodes: true })
    assert.equal(await sessionsOf(one.personId), before)
    assert.equal(await readSession(t.ctx, answer.pending), null, 'it is no cookie')
    assert.ok(!answer.pending.includes(one.login))
    const { token } = await finish(answer.pending, { code: one.nextCode() })
    const actor = await read(token)
    assert.ok(actor.kind === 'member' && actor.via.kind === 'session' && actor.via.strong)
  })

  test('says nothing to who does not know the password: known, unknown and careful answer alike', async () => {
    const one = await careful()
    const answers = []
    for (const login of [one.login, 'nobody', `${one.login}@example.org`]) {
      const input = { login, password: 'not the password' }
      const { kind, code, status, message, fields } = await refusalOf(signIn(t.ctx, input, somewhere()))
      answers.push({ kind, code, status, message, fields })
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert.equal(answers[0]?.code, 'sign-in-failed')
  })

  test('takes five minutes at most, and nothing but what we signed, for this password', async () => {
    const one = await careful()
    const { pending } = await half(one.login)
    const other = await careful()
    const forged = pending.replace(one.personId, other.personId)
    const [person = '', end = '', signature = ''] = pending.split('.')
    for (const bad of [
      forged,
      `${person}.${Number(end) + 1}.${signature}`,
      `${person}.${end}.${'A'.repeat(43)}`,
      `${person}.${end}.`,
      '',
      'nonsense',
    ]) {
      assert.equal((await refusalOf(finish(bad, { code: other.nextCode() }))).code, 'sign-in-again', bad)
    }
    t.clock.advanceMs(5 * minuteMs)
    assert.equal((await refusalOf(finish(pending, { code: one.nextCode() }))).code, 'sign-in-again')

    const again = await half(one.login)
    const actor = await read(one.token)
    await changePassword(t.ctx, actor, { current: password, password: 'eight louder herons' })
    const late = await refusalOf(finish(again.pending, { code: one.nextCode() }))
    assert.equal(late.code, 'sign-in-again', 'the password changed meanwhile')
  })

  test('a locked account is refused there too', async () => {
    const one = await careful()
    const { pending } = await half(one.login)
    await t.ctx.db.updateTable('accounts_people').set({ status: 'locked' }).where('id', '=', one.personId).execute()
    assert.equal((await refusalOf(finish(pending, { code: one.nextCode() }))).code, 'sign-in-failed')
  })

  test('the code of another person is refused', async () => {
    const [one, other] = [await careful(), await careful()]
    const { pending } = await half(one.login)
    assert.equal((await refusalOf(finish(pending, { code: other.nextCode() }))).code, 'code-wrong')
    const stolen = await refusalOf(finish(pending, { recovery: other.codes[0] ?? '' }))
    assert.equal(stolen.code, 'recovery-code-wrong')
    assert.equal((await secondFactorsOf(t.ctx, other.personId)).codesLeft, 10)
  })

  test('a form gives one of code and recovery code', () => {
    const pending = 'x'
    for (const [given, fine] of [
      [{ code: '1' }, true],
      [{ recovery: '1' }, true],
      [{}, false],
      [{ code: '1', recovery: '1' }, false],
      [{ code: '' }, false],
    ] as const) {
      assert.equal(FinishSignInInput.safeParse({ pending, ...given }).success, fine)
    }
  })

  test('every session has a secret of its own, never one that was there before', async () => {
    const one = await careful()
    const tokens = new Set([one.token])
    for (let i = 0; i < 3; i++)
      tokens.add((await finish((await half(one.login)).pending, { code: one.nextCode() })).token)
    assert.equal(tokens.size, 4)
    const direct = await completeSignIn(t.ctx, one.personId, ['passkey'], somewhere())
    assert.ok(!tokens.has(direct.token))
  })
})

suite('a code', () => {
  test('works once', async () => {
    const one = await careful()
    const code = one.nextCode()
    await finish((await half(one.login)).pending, { code })
    assert.equal((await refusalOf(finish((await half(one.login)).pending, { code }))).code, 'code-wrong')
    t.clock.advanceMs(30 * secondMs)
    assert.equal((await refusalOf(finish((await half(one.login)).pending, { code }))).code, 'code-wrong')
    await finish((await half(one.login)).pending, { code: codeAt(one.secret, t.clock.now()) })
  })

  test('works once also for two who send it at the same instant by connections of their own', async () => {
    const log = openLog({ level: 'warn' })
    const databases = [1, 2].map(() => openDatabase({ connection: t.connection, connectionsMax: 2, log }))
    try {
      const one = await careful()
      for (let round = 0; round < 5; round++) {
        const { pending } = await half(one.login)
        const code = one.nextCode()
        const answers = await Promise.allSettled(
          databases.map(({ kysely: db }) => finish(pending, { code }, somewhere(), { ...t.ctx, db })),
        )
        assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1, `round ${round}`)
        const recovery = one.codes[round] ?? ''
        const used = await Promise.allSettled(
          databases.map(({ kysely: db }) => finish(pending, { recovery }, somewhere(), { ...t.ctx, db })),
        )
        assert.equal(used.filter(({ status }) => status === 'fulfilled').length, 1, `round ${round}`)
      }
      assert.equal((await secondFactorsOf(t.ctx, one.personId)).codesLeft, 5)
    } finally {
      await Promise.all(databases.map((database) => database.close()))
    }
  })

  test('of a clock that is half a minute off is taken; of one that is a minute off it is not', async () => {
    const one = await careful()
    const at = (seconds: number): string => codeAt(one.secret, new Date(t.clock.now().getTime() + seconds * secondMs))
    for (const [seconds, fine] of [
      [-60, false],
      [60, false],
      [-30, true],
      [30, true],
    ] as const) {
      t.clock.advanceMs(5 * minuteMs)
      const answer = finish((await half(one.login)).pending, { code: at(seconds) })
      if (fine) await answer
      else assert.equal((await refusalOf(answer)).code, 'code-wrong', String(seconds))
    }
  })

  test('cannot be guessed for long; meanwhile a recovery code lets its owner in, and later codes do again', async (test) => {
    test.mock.timers.enable({ apis: ['Date'] })
    const one = await careful()
    const { pending } = await half(one.login)
    const all = await Promise.all(Array.from({ length: 25 }, () => refusalOf(finish(pending, { code: '000000' }))))
    assert.equal(all.filter(({ code }) => code === 'code-wrong').length, 10)
    const refused = await refusalOf(finish(pending, { code: one.nextCode() }))
    assert.deepEqual([refused.code, refused.status], ['too-many-tries', 429])
    assert.ok((refused.retryAfterSeconds ?? Infinity) <= 15 * 60)
    await finish(pending, { recovery: one.codes[0] ?? '' })
    test.mock.timers.tick(15 * minuteMs)
    await finish(pending, { code: one.nextCode() })
  })

  test('from one place is guessed for few people only', async () => {
    const here = somewhere()
    const others = await Promise.all(Array.from({ length: 7 }, () => careful()))
    const answers: string[] = []
    for (const one of others) {
      const { pending } = await half(one.login)
      for (let i = 0; i < 9; i++) answers.push((await refusalOf(finish(pending, { code: '000000' }, here))).code)
    }
    assert.equal(answers.filter((code) => code === 'code-wrong').length, 60)
    assert.equal(answers.at(-1), 'too-many-tries')
  })
})

suite('recovery codes', () => {
  test('are ten, each works once however it is typed, and its use is told by mail with the number left', async () => {
    const one = await careful()
    assert.equal(new Set(one.codes).size, 10)
    for (const code of one.codes) assert.match(code, /^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/)
    const [first = '', second = ''] = one.codes
    await finish((await half(one.login)).pending, { recovery: first.toUpperCase().replaceAll('-', ' ') })
    const { pending } = await half(one.login)
    assert.equal((await refusalOf(finish(pending, { recovery: first }))).code, 'recovery-code-wrong')
    const { token } = await finish(pending, { recovery: second })
    const actor = await read(token)
    assert.ok(actor.kind === 'member' && actor.via.kind === 'session' && actor.via.strong)
    assert.equal((await secondFactorsOf(t.ctx, one.personId)).codesLeft, 8)
    await run()
    const used = t.letters.filter(
      ({ kind, to, subject }) =>
        kind === 'accounts.factor-news' && to === `${one.login}@example.org` && subject === 'A recovery code was used',
    )
    assert.equal(used.length, 2)
    assert.match(used.map(({ text }) => text).join('\n'), /8 are\s+left/)
  })

  test('are made anew by who just proved who they are; those of before die', async () => {
    const one = await careful()
    const codes = await makeRecoveryCodes(t.ctx, await read(one.token))
    assert.equal(codes.length, 10)
    const { pending } = await half(one.login)
    assert.equal((await refusalOf(finish(pending, { recovery: one.codes[0] ?? '' }))).code, 'recovery-code-wrong')
    await finish(pending, { recovery: codes[0] ?? '' })
    t.clock.advanceMs(11 * minuteMs)
    await assert.rejects(makeRecoveryCodes(t.ctx, await read(one.token)), { code: 'prove-again' })
  })

  test('are not made for who has no second factor to lose', async () => {
    await createMember(t.ctx, { username: 'grace', email: 'grace@example.org', password, verified: true })
    const actor = await read((await signedIn(t.ctx, { login: 'grace', password }, somewhere())).token)
    await assert.rejects(makeRecoveryCodes(t.ctx, actor), { code: 'second-factor-first' })
  })

  test('neither codes nor the secret of the app are in the database, the letters or the log', async () => {
    const one = await careful()
    await finish((await half(one.login)).pending, { recovery: one.codes[0] ?? '' })
    const used = one.nextCode()
    await finish((await half(one.login)).pending, { code: used })
    await run()
    const everything = [
      await dump(t),
      t.letters.map(({ text, subject }) => subject + text).join('\n'),
      t.logLines.join('\n'),
    ].join('\n')
    assert.ok(everything.includes(one.login), 'negative control')
    const secret = one.secret.replaceAll(' ', '')
    for (const marker of [secret, one.secret, ...one.codes, ...one.codes.map((code) => code.replaceAll('-', ''))]) {
      for (const form of formsOf(marker)) assert.ok(!everything.includes(form), form)
    }
  })
})

suite('proving again (promise: G-65)', () => {
  test('by password or code opens ten minutes for what cannot be undone, with a new cookie', async () => {
    const one = await careful()
    let { token } = one
    for (const given of [
      () => ({ current: password }),
      () => ({ code: one.nextCode() }),
      () => ({ recovery: one.codes[0] }),
    ]) {
      t.clock.advanceMs(10 * minuteMs + 1)
      const actor = await read(token)
      assert.throws(() => requireProven(actor, t.clock.now()), { code: 'prove-again' })
      const cookie = await proveAgain(t.ctx, actor, ProveAgainInput.parse(given()), somewhere())
      assert.equal(await readSession(t.ctx, token), null, 'the old one is dead at once')
      token = cookie.token
      requireProven(await read(token), t.clock.now())
    }
  })

  test('wrongly changes nothing', async () => {
    const one = await careful()
    t.clock.advanceMs(11 * minuteMs)
    const actor = await read(one.token)
    for (const [given, code] of [
      [{ current: 'not the password' }, 'current-password-wrong'],
      [{ code: '000000' }, 'code-wrong'],
      [{ recovery: '0000-0000-0000-0000' }, 'recovery-code-wrong'],
    ] as const) {
      assert.equal((await refusalOf(proveAgain(t.ctx, actor, ProveAgainInput.parse(given), somewhere()))).code, code)
    }
    assert.throws(() => requireProven(actor, t.clock.now()), { code: 'prove-again' })
    assert.ok(await readSession(t.ctx, one.token))
    assert.equal(ProveAgainInput.safeParse({}).success, false)
    assert.equal(ProveAgainInput.safeParse({ current: 'a', code: '1' }).success, false)
  })

  test('a visitor, a key and the operator have no session to prove anything in', async () => {
    await assert.rejects(proveAgain(t.ctx, visitor, { current: password }, somewhere()), { code: 'sign-in-needed' })
  })
})

suite('staff', () => {
  test('keeps a second factor: the last one cannot be removed, another can', async () => {
    const one = await careful(['admin'])
    await assert.rejects(removeAuthenticator(t.ctx, await read(one.token)), { code: 'staff-keeps-second-factor' })
    assert.ok((await secondFactorsOf(t.ctx, one.personId)).authenticatorSince, 'it is all undone')
    await givePasskey(one.personId)
    await removeAuthenticator(t.ctx, await read(one.token))
    assert.equal((await secondFactorsOf(t.ctx, one.personId)).codesLeft, 10, 'codes stay with the passkey')
  })

  test('is nobody with a password alone, and staff with a second factor', async () => {
    const one = await careful(['admin'])
    const strong = await read((await finish((await half(one.login)).pending, { code: one.nextCode() })).token)
    requireRole(strong, 'admin')
    const weak = await read((await completeSignIn(t.ctx, one.personId, ['password'], somewhere())).token)
    assert.throws(() => requireRole(weak, 'admin'), { code: 'second-factor-needed', status: 403 })
    const none = await careful()
    const member = await read(none.token)
    assert.throws(() => requireRole(member, 'admin'), { code: 'page-not-found', status: 404 })
  })
})

suite('a password', () => {
  test('is needed where there is one, however fresh the proof; leaving it out is no guess', async () => {
    const one = await careful()
    const actor = await read(one.token)
    for (let i = 0; i < 12; i++) {
      const left = changePassword(t.ctx, actor, { password: 'eight louder herons' })
      await assert.rejects(left, { code: 'current-password-missing', status: 422 })
    }
    await changePassword(t.ctx, actor, { current: password, password: 'eight louder herons' })
  })

  test('is removed only where a passkey and recovery codes are left, and can be set again', async () => {
    const one = await careful()
    const actor = await read(one.token)
    await assert.rejects(removePassword(t.ctx, actor), { code: 'password-needed' })
    await givePasskey(one.personId)
    await removePassword(t.ctx, actor)
    const factors = await secondFactorsOf(t.ctx, one.personId)
    assert.deepEqual([factors.hasPassword, factors.hasPasskey, factors.codesLeft], [false, true, 10])
    const input = { login: one.login, password }
    assert.equal((await refusalOf(signIn(t.ctx, input, somewhere()))).code, 'sign-in-failed')
    await run()
    const told = t.letters.filter(({ to }) => to === `${one.login}@example.org`).map(({ kind }) => kind)
    assert.ok(told.includes('accounts.password-removed'), told.join())

    t.clock.advanceMs(11 * minuteMs)
    const next = 'eight louder herons'
    await assert.rejects(changePassword(t.ctx, await read(one.token), { password: next }), { code: 'prove-again' })
    const { token } = await proveAgain(t.ctx, await read(one.token), { code: one.nextCode() }, somewhere())
    await changePassword(t.ctx, await read(token), { password: next })
    assert.equal((await halfSignedIn(t.ctx, { login: one.login, password: next }, somewhere())).step, 'second')
  })

  test('is kept where there are no recovery codes', async () => {
    await createMember(t.ctx, { username: 'lise', email: 'lise@example.org', password, verified: true })
    const { token, personId } = await signedIn(t.ctx, { login: 'lise', password }, somewhere())
    await givePasskey(personId)
    await assert.rejects(removePassword(t.ctx, await read(token)), { code: 'password-needed' })
  })

  test('with a passkey beside it is not enough either', async () => {
    await createMember(t.ctx, { username: 'hedy', email: 'hedy@example.org', password, verified: true })
    const { personId } = await signedIn(t.ctx, { login: 'hedy', password }, somewhere())
    await givePasskey(personId)
    assert.deepEqual((await half('hedy')).asks, { hasAuthenticator: false, hasPasskey: true, hasCodes: false })
  })
})

suite('what is held on codes', () => {
  test('is shown without secret and hash, and erased', async () => {
    const one = await careful()
    await offerAuthenticator(t.ctx, await read(one.token))
    const shown = await shownTo(t.ctx, authenticatorStores, one.personId)
    assert.deepEqual(
      shown.map(({ store, rows }) => [store, rows.length]),
      [
        ['accounts_authenticators', 2],
        ['accounts_recovery_codes', 10],
      ],
    )
    assert.doesNotMatch(JSON.stringify(shown), /secret|hash/)
    await erase(t.ctx, authenticatorStores, one.personId)
    for (const { rows } of await shownTo(t.ctx, authenticatorStores, one.personId)) assert.equal(rows.length, 0)
  })

  test('a confirmed app stays however long it is not used', async () => {
    const one = await careful()
    t.clock.advanceMs(400 * dayMs)
    await expireRows(t.ctx, authenticatorStores)
    assert.ok((await secondFactorsOf(t.ctx, one.personId)).authenticatorSince)
  })
})

/** A row of a passkey; whether one works is shown in `#accounts/passkeys`. */
async function givePasskey(personId: string): Promise<void> {
  await t.database.pool.query(
    `insert into accounts_passkeys (id, person_id, credential_id, public_key, sign_count, transports, backed_up, name, created_at)
     values (gen_random_uuid(), $1, uuid_send($1), 'x', 0, '{}', false, 'a passkey', $2)`,
    [personId, t.clock.now()],
  )
}
