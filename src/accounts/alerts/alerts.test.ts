import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expireRows, shownTo } from '#test/rights'
import { sessionStores } from '#accounts/sessions'
import { type Actor, SignUpInput, createMember, peopleHandlers, peopleStores, signUp, visitor } from '#accounts/people'
import {
  clearSeenBrowsers,
  listSeenBrowsers,
  readSession,
  resetPassword,
  signIn,
  signInHandlers,
  signInStores,
} from '#accounts/sign-in'
import { dayMs } from '#platform/clock'
import type { Letter } from '#platform/mail'
import { type TestHouse, openTestCtx } from '#test/house'
import { alertHandlers, alertStores, disownSignIn, findDisowned } from './index.ts'

const password = 'seven quiet herons'
const stores = [...peopleStores, ...signInStores, ...alertStores]
const handlers = [...peopleHandlers, ...signInHandlers, ...alertHandlers]
const agents = {
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  newerFirefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko/20100101 Firefox/151.0',
  safari: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
} as const

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores })
})
after(() => t.close())

let places = 0
async function enter(login: string, agent: keyof typeof agents, here = t): Promise<string> {
  const from = { address: `203.0.${places >> 8}.${places++ & 255}`, userAgent: agents[agent] }
  const answer = await signIn(here.ctx, { login, password }, from)
  assert.equal(answer.step, 'done')
  await here.runJobs(handlers)
  return answer.token
}
async function somebody(username: string, here = t): Promise<string> {
  await createMember(here.ctx, { username, email: `${username}@example.org`, password, verified: true })
  return username
}
const alertsTo = (username: string, here = t): readonly Letter[] =>
  here.letters.filter(({ kind, to }) => kind === 'accounts.new-browser' && to === `${username}@example.org`)
const actorWith = async (token: string, here = t): Promise<Actor> => (await readSession(here.ctx, token)) ?? visitor
const tokenIn = (letter: Letter | undefined): string =>
  /^http:\/\/localhost:3000\/not-me\/([\w-]{43})$/m.exec(letter?.text ?? '')?.[1] ?? assert.fail('no link')

suite('a sign-in by a family of browsers that is new to the account', () => {
  test('is told by a letter: when and by which family, never from where; the very first is not', async () => {
    const ada = await somebody('ada')
    await enter(ada, 'firefox')
    assert.equal(alertsTo(ada).length, 0, 'the very first')
    await enter(ada, 'safari')
    const [letter, ...more] = alertsTo(ada)
    assert.deepEqual(more, [])
    const text = letter?.text.replaceAll('\n', ' ') ?? ''
    assert.match(text, /Safari on iOS, on 5 January 2026 at 09:00 UTC\. From where we cannot say: we keep no network/)
    assert.match(letter?.text ?? '', /^http:\/\/localhost:3000\/settings\/sessions$/m)
    assert.doesNotMatch(text, /203\.0\.|AppleWebKit|18\.0/)
    tokenIn(letter)
  })

  test('is told once: not at the next sign-in, nor for a newer version of the same', async () => {
    const grace = await somebody('grace')
    for (const agent of ['firefox', 'safari', 'safari', 'firefox', 'newerFirefox'] as const) await enter(grace, agent)
    assert.equal(alertsTo(grace).length, 1)
  })

  test('is told once also of two at the same moment', async () => {
    const emmy = await somebody('emmy')
    await enter(emmy, 'firefox')
    await Promise.all([1, 2, 3].map(() => enter(emmy, 'edge')))
    assert.equal(alertsTo(emmy).length, 1)
  })

  test('is not told where nothing was proven: a wrong password tells nobody', async () => {
    const lise = await somebody('lise')
    await enter(lise, 'firefox')
    const from = { address: '203.0.113.200', userAgent: agents.safari }
    await assert.rejects(signIn(t.ctx, { login: lise, password: 'wrong herons' }, from), { code: 'sign-in-failed' })
    await t.runJobs(handlers)
    assert.equal(alertsTo(lise).length, 0)
  })

  test('is not told to an address that nobody has proven', async () => {
    const input = SignUpInput.parse({
      ...{ username: 'pending', email: 'pending@example.org', password, birthYear: 1985, birthMonth: 12 },
      ...{ privacyVersion: '1', termsVersion: '1', agreePrivacy: 'on', agreeTerms: 'on', agreeRegion: 'on' },
    })
    await signUp(t.ctx, input, { privacy: '1', terms: '1', region: 'United States' })
    await enter('pending', 'firefox')
    await enter('pending', 'safari')
    assert.equal(alertsTo('pending').length, 0)
  })

  test('a family is new again 90 days after its last use, and the use of a session counts', async () => {
    const here = await openTestCtx({ stores })
    try {
      await somebody('ada', here)
      await enter('ada', 'firefox', here)
      const phone = await enter('ada', 'safari', here)
      assert.equal(alertsTo('ada', here).length, 1)
      here.clock.advanceMs(20 * dayMs)
      await readSession(here.ctx, phone)
      here.clock.advanceMs(89 * dayMs)
      await expireRows(here.ctx, sessionStores)
      await enter('ada', 'safari', here)
      assert.equal(alertsTo('ada', here).length, 1, 'used 89 days ago')
      await enter('ada', 'firefox', here)
      assert.equal(alertsTo('ada', here).length, 2, 'the other was used 109 days ago')
      here.clock.advanceMs(90 * dayMs)
      await enter('ada', 'firefox', here)
      assert.equal(alertsTo('ada', here).length, 3, 'also where nothing was swept away yet')
    } finally {
      await here.close()
    }
  })

  test('whoever comes back after a long time is told too: an empty list is not a first sign-in', async () => {
    const here = await openTestCtx({ stores })
    try {
      await somebody('ada', here)
      await enter('ada', 'firefox', here)
      here.clock.advanceMs(89 * dayMs)
      assert.equal(await expireRows(here.ctx, sessionStores), 1, 'the session')
      here.clock.advanceMs(dayMs)
      assert.equal(await expireRows(here.ctx, sessionStores), 1, 'the family, on the day it is due')
      await enter('ada', 'firefox', here)
      assert.equal(alertsTo('ada', here).length, 1)
    } finally {
      await here.close()
    }
  })
})

suite('the list of families', () => {
  test('is seen and cleared by its owner; the one in use stays, so that others are new again', async () => {
    const marie = await somebody('marie')
    await enter(marie, 'safari')
    const actor = await actorWith(await enter(marie, 'firefox'))
    const today = '2026-01-05'
    assert.deepEqual(await listSeenBrowsers(t.ctx, actor), [
      { browser: 'Firefox on Linux', lastSeenOn: today },
      { browser: 'Safari on iOS', lastSeenOn: today },
    ])
    await clearSeenBrowsers(t.ctx, actor)
    assert.deepEqual(await listSeenBrowsers(t.ctx, actor), [{ browser: 'Firefox on Linux', lastSeenOn: today }])
    const before = alertsTo(marie).length
    await enter(marie, 'firefox')
    assert.equal(alertsTo(marie).length, before)
    await enter(marie, 'safari')
    assert.equal(alertsTo(marie).length, before + 1)
  })

  test('holds a family, a day and when a letter told of it, and nothing of others', async () => {
    const irene = await somebody('irene')
    await enter(irene, 'firefox')
    const actor = await actorWith(await enter(irene, 'safari'))
    assert.ok(actor.kind === 'member')
    const held = await shownTo(t.ctx, sessionStores, actor.personId)
    const rows = held.find(({ store }) => store === 'accounts_browsers_seen')?.rows ?? []
    assert.deepEqual(
      rows.map(({ browser, last_seen_on, told_at }) => [String(browser), last_seen_on, told_at !== null]).sort(),
      [
        ['Firefox on Linux', '2026-01-05', false],
        ['Safari on iOS', '2026-01-05', true],
      ],
    )
    await assert.rejects(listSeenBrowsers(t.ctx, visitor), { code: 'sign-in-needed' })
    await assert.rejects(clearSeenBrowsers(t.ctx, visitor), { code: 'sign-in-needed' })
  })
})

suite('“this was not me”', () => {
  test('ends every session and open links, and sends a link for a new password; looking does nothing', async () => {
    const owner = await somebody('owner')
    const [mine, theirs] = [await enter(owner, 'firefox'), await enter(owner, 'safari')]
    const token = tokenIn(alertsTo(owner).at(-1))
    assert.deepEqual(await findDisowned(t.ctx, { token }), { username: 'owner' })
    assert.ok(await readSession(t.ctx, theirs), 'looking does nothing')

    await disownSignIn(t.ctx, { token })
    for (const session of [mine, theirs]) assert.equal(await readSession(t.ctx, session), null)
    await t.runJobs(handlers)
    const reset = t.letters.findLast(({ kind, to }) => kind === 'accounts.reset-password' && to === 'owner@example.org')
    const secret = /\/reset\/([\w-]{43})$/m.exec(reset?.text ?? '')?.[1] ?? ''
    await resetPassword(t.ctx, { token: secret, password: 'eight louder herons' })
    await assert.rejects(enter(owner, 'safari'), { code: 'sign-in-failed' }, 'who knew the password no longer does')
    await t.runJobs(handlers)
    assert.match(
      t.letters.findLast(({ kind, to }) => kind === 'accounts.password-changed' && to === 'owner@example.org')?.text ??
        '',
      /by the link\s+in\s+the\s+letter\s+for\s+a\s+new\s+password/,
    )
  })

  test('the family is new again, so that its next sign-in is told too', async () => {
    const twice = await somebody('twice')
    await enter(twice, 'firefox')
    await enter(twice, 'safari')
    await disownSignIn(t.ctx, { token: tokenIn(alertsTo(twice).at(-1)) })
    await enter(twice, 'firefox')
    assert.equal(alertsTo(twice).length, 1, 'their own is known still')
    await enter(twice, 'safari')
    assert.equal(alertsTo(twice).length, 2)
  })

  test('works once, also at the same moment, for 7 days, and only as a hash is it stored', async () => {
    const once = await somebody('once')
    await enter(once, 'firefox')
    await enter(once, 'safari')
    const token = tokenIn(alertsTo(once).at(-1))
    const { rows } = await t.database.pool.query<{ line: string }>(
      'select row_to_json(x)::text as line from accounts_mail_tokens x',
    )
    assert.ok(rows.length > 0 && !rows.some(({ line }) => line.includes(token)))
    t.clock.advanceMs(7 * dayMs)
    await assert.rejects(disownSignIn(t.ctx, { token }), { code: 'link-expired', status: 410 })
    t.clock.advanceMs(-1)
    const both = await Promise.allSettled([disownSignIn(t.ctx, { token }), disownSignIn(t.ctx, { token })])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    await assert.rejects(findDisowned(t.ctx, { token }), { code: 'link-expired' })
  })
})
