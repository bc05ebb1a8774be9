import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { createMember, peopleHandlers, peopleStores, requireActive, requireMember, visitor } from '#accounts/people'
import { minuteMs } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'
import { SignInInput, readSession, signInStores } from './index.ts'
import { signedIn } from '#test/sign-in'

const password = 'seven quiet herons'
const from = (address = '192.0.2.1') => ({ address, userAgent: undefined })

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...signInStores] })
  for (const username of ['Ada', 'grace', 'locked']) {
    await createMember(t.ctx, { username, email: `${username}@Example.org`, password, verified: true })
  }
  await createMember(t.ctx, { username: 'waiting', email: 'waiting@example.org', password, verified: false })
  await t.ctx.db.updateTable('accounts_people').set({ status: 'locked' }).where('username', '=', 'locked').execute()
})
after(() => t.close())

let lastHost = 0
/** A place that has not tried anything yet. */
const somewhere = (): string => `10.0.${lastHost >> 8}.${lastHost++ & 255}`

const attempt = (login: string, given: string, address = somewhere()) =>
  signedIn(t.ctx, SignInInput.parse({ login, password: given }), from(address))

async function refusalOf(asked: Promise<unknown>): Promise<Refusal> {
  try {
    await asked
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

suite('signing in', () => {
  test('by user name or by e-mail address, in any case', async () => {
    for (const login of ['Ada', 'ada', ' ADA ', 'ada@example.org', 'ADA@example.ORG']) {
      const { token, personId, expiresAt } = await attempt(login, password)
      const actor = await readSession(t.ctx, token)
      assert.ok(actor?.kind === 'member')
      assert.equal(actor.personId, personId)
      assert.ok(expiresAt > t.clock.now())
    }
  })

  test('the same password is the same however the keyboard composes it', async () => {
    await createMember(t.ctx, {
      username: 'anders',
      email: 'anders@example.org',
      password: 'A\u030angstro\u0308m is small',
      verified: true,
    })
    await attempt('anders', '\u00c5ngstr\u00f6m is small')
  })

  test('unknown name, unknown address, wrong password and locked account answer alike', async () => {
    const answers = []
    for (const [login, given] of [
      ['nobody', password],
      ['nobody@example.org', password],
      ["no'body\0", password],
      ['Ada', 'not the password'],
      ['ada@example.org', 'not the password'],
      ['locked', password],
      ['locked', 'not the password'],
    ] as const) {
      const { kind, code, status, message, fields, retryAfterSeconds } = await refusalOf(attempt(login, given))
      answers.push({ kind, code, status, message, fields, retryAfterSeconds })
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert.equal(answers[0]?.code, 'sign-in-failed')
    assert.equal(answers[0]?.status, 401)
  })

  test('an unknown login takes as long as a wrong password', async () => {
    const timed = async (login: string): Promise<number> => {
      const began = performance.now()
      await refusalOf(attempt(login, 'not the password'))
      return performance.now() - began
    }
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    for (let i = 0; i < 11; i++) {
      times.known.push(await timed('grace'))
      times.unknown.push(await timed(`nobody-${i}`))
    }
    const median = (all: number[]): number => all.sort((a, b) => a - b)[all.length >> 1] ?? 0
    const ratio = median(times.unknown) / median(times.known)
    assert.ok(ratio > 0.6 && ratio < 1.6, `ratio ${ratio}`)
    assert.ok(median(times.unknown) > 5, 'negative control: hashing is what takes the time')
  })

  test('an account whose address is not verified can sign in by name, and then only verify (promise: G-21)', async () => {
    const { token } = await attempt('waiting', password)
    const actor = (await readSession(t.ctx, token)) ?? visitor
    assert.equal(requireMember(actor).status, 'unverified')
    assert.throws(() => requireActive(actor), { code: 'verify-first' })
    assert.equal(
      (await refusalOf(attempt('waiting@example.org', password))).code,
      'sign-in-failed',
      'an address counts once proven',
    )
    await t.runJobs(peopleHandlers)
  })
})

suite('guessing', () => {
  test('from one place is refused after a few wrong tries, with the time to wait, even when then right', async () => {
    const here = somewhere()
    for (let i = 0; i < 5; i++)
      assert.equal((await refusalOf(attempt('Ada', `guess number ${i}`, here))).code, 'sign-in-failed')
    const refusal = await refusalOf(attempt('ada', password, here))
    assert.deepEqual([refusal.code, refusal.status], ['too-many-tries', 429])
    assert.ok((refusal.retryAfterSeconds ?? 0) > 14 * 60 && (refusal.retryAfterSeconds ?? 0) <= 15 * 60)
    await attempt('ada', password, somewhere())
    await attempt('grace', password, here)
  })

  test('an unknown login is counted like a known one', async () => {
    const here = somewhere()
    for (let i = 0; i < 5; i++) await refusalOf(attempt('who-is-this', 'some password', here))
    assert.equal((await refusalOf(attempt('who-is-this', 'some password', here))).code, 'too-many-tries')
  })

  test('many guesses at once are counted before they are answered', async () => {
    const here = somewhere()
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, i) => refusalOf(attempt('grace', `guess number ${i}`, here))),
    )
    assert.equal(all.filter(({ code }) => code === 'sign-in-failed').length, 5)
  })

  test('addresses of one IPv6 network are one place', async () => {
    for (let i = 0; i < 5; i++) await refusalOf(attempt('grace', 'not the password', `2001:db8:0:${i}::${i}`))
    assert.equal((await refusalOf(attempt('grace', password, '2001:db8:0:ff::1'))).code, 'too-many-tries')
    await attempt('grace', password, '2001:db8:0:100::1')
  })

  test('whoever guesses from anywhere never shuts the owner out: the answer gets slower, and stays right', async () => {
    const member = { username: 'target', email: 'target@example.org', password, verified: true }
    await createMember(t.ctx, member)
    const timed = async (asked: () => Promise<unknown>): Promise<number> => {
      const began = performance.now()
      await asked()
      return performance.now() - began
    }
    assert.ok((await timed(() => attempt('target', password))) < 900, 'negative control: nobody guesses yet')
    const guesses = await Promise.all(
      Array.from({ length: 25 }, (_, i) => refusalOf(attempt('target', `guess number ${i}`))),
    )
    for (const { code } of guesses) assert.equal(code, 'sign-in-failed')
    const took = await timed(() => attempt('target', password))
    assert.ok(took > 950 && took < 5000, `${took} ms`)
    assert.ok((await timed(() => attempt('target', password))) < 900, 'being right begins the count anew')
  })

  test('many logins from one place are refused too, and being right does not count', async () => {
    const here = somewhere()
    for (let i = 0; i < 3; i++) await attempt('grace', password, here)
    // Of wrong ones sixty are allowed; with the right ones counted it would be fewer.
    const wrong = await Promise.all(
      Array.from({ length: 61 }, (_, i) => refusalOf(attempt(`guessed-${i}`, 'some password', here))),
    )
    assert.equal(wrong.filter(({ code }) => code === 'too-many-tries').length, 1)
    assert.equal((await refusalOf(attempt('grace', password, here))).code, 'too-many-tries')
  })

  test('when the time is over it begins anew', async (test) => {
    test.mock.timers.enable({ apis: ['Date'] })
    const here = somewhere()
    for (let i = 0; i < 5; i++) await refusalOf(attempt('grace', `guess number ${i}`, here))
    assert.equal((await refusalOf(attempt('grace', password, here))).code, 'too-many-tries')
    test.mock.timers.tick(15 * minuteMs)
    await attempt('grace', password, here)
  })
})

test('what was typed and where it came from is in no log line', () => {
  const lines = t.logLines.join('\n')
  for (const marker of [password, 'ada@example.org', 'guess number', '2001:db8', '10.0.0.'])
    assert.ok(!lines.includes(marker), marker)
})
