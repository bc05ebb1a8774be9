import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type Actor, createMember, peopleHandlers, peopleStores, visitor } from '#accounts/people'
import { hourMs } from '#platform/clock'
import type { Letter } from '#platform/mail'
import { type TestHouse, openTestCtx } from '#test/house'
import { changePassword, forgotPassword, readSession, resetPassword, signInHandlers, signInStores } from './index.ts'
import { signedIn } from '#test/sign-in'

const first = 'seven quiet herons'
const second = 'eight louder herons'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...signInStores] })
})
after(() => t.close())

let count = 0
/** A member of their own for each test, since a name may ask for three letters an hour. */
async function somebody(verified = true): Promise<{ readonly username: string; readonly email: string }> {
  const username = `somebody-${count++}`
  const email = `${username}@example.org`
  await createMember(t.ctx, { username, email, password: first, verified })
  await run()
  return { username, email }
}

const run = () => t.runJobs([...peopleHandlers, ...signInHandlers])
const enter = async (login: string, password: string): Promise<string> =>
  (await signedIn(t.ctx, { login, password }, { address: `10.1.0.${count}`, userAgent: undefined })).token
const actorWith = async (token: string): Promise<Actor> => (await readSession(t.ctx, token)) ?? visitor

/** Asks for a link and returns its secret. */
async function linkFor(login: string): Promise<string> {
  assert.deepEqual(await forgotPassword(t.ctx, { login }), { outcome: 'check-mail' })
  await run()
  return tokenIn(t.letters.at(-1))
}

function tokenIn(letter: Letter | undefined): string {
  assert.equal(letter?.kind, 'accounts.reset-password')
  return /^http:\/\/localhost:3000\/reset\/([\w-]{43})$/m.exec(letter.text)?.[1] ?? assert.fail('no link')
}

suite('a forgotten password', () => {
  test('is replaced by the link in a letter; every session ends and the owner is told', async () => {
    const { username, email } = await somebody()
    const sessions = [await enter(username, first), await enter(username, first)]
    await resetPassword(t.ctx, { token: await linkFor(email), password: second })
    for (const session of sessions) assert.equal(await readSession(t.ctx, session), null)
    await assert.rejects(enter(username, first), { code: 'sign-in-failed' })
    await enter(username, second)
    await run()
    assert.deepEqual([t.letters.at(-1)?.kind, t.letters.at(-1)?.to], ['accounts.password-changed', email])
  })

  test('the answer is the same, and a piece of work is queued, whoever is named; a letter goes to proven addresses only', async () => {
    const { username } = await somebody()
    const unproven = await somebody(false)
    // What tests before this one left to be done is not counted.
    await run()
    const queued = async (): Promise<number> =>
      Number((await t.database.pool.query('select count(*) from graphile_worker.jobs')).rows[0].count)
    const sent = t.letters.length
    const logins = ['nobody', 'nobody@example.org', unproven.username, unproven.email, username]
    for (const [index, login] of logins.entries()) {
      assert.deepEqual(await forgotPassword(t.ctx, { login }), { outcome: 'check-mail' })
      assert.equal(await queued(), index + 1)
    }
    await run()
    assert.deepEqual(
      t.letters.slice(sent).map(({ to }) => to),
      [`${username}@example.org`],
    )
  })

  test('the link works once, also when it is used twice at the same moment', async () => {
    const { username } = await somebody()
    const token = await linkFor(username)
    const both = await Promise.allSettled(
      [second, 'nine silent herons'].map((password) => resetPassword(t.ctx, { token, password })),
    )
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.equal(both.find((one) => one.status === 'rejected')?.reason.code, 'link-expired')
    await assert.rejects(resetPassword(t.ctx, { token, password: second }), { code: 'link-expired', status: 410 })
  })

  test('the link works for an hour, and only the newest does', async () => {
    const { username } = await somebody()
    const [older, newer] = [await linkFor(username), await linkFor(username)]
    await assert.rejects(resetPassword(t.ctx, { token: older, password: second }), { code: 'link-expired' })
    t.clock.advanceMs(hourMs)
    await assert.rejects(resetPassword(t.ctx, { token: newer, password: second }), { code: 'link-expired' })
    t.clock.advanceMs(-1)
    await resetPassword(t.ctx, { token: newer, password: second })
  })

  test('a password that is refused leaves the link as it was', async () => {
    const { username, email } = await somebody()
    const token = await linkFor(username)
    for (const password of ['password2024', email, `${username}!`]) {
      await assert.rejects(resetPassword(t.ctx, { token, password }), { code: 'password-too-weak' })
    }
    await resetPassword(t.ctx, { token, password: second })
  })

  test('nobody is flooded with letters', async () => {
    const { username } = await somebody()
    const sent = t.letters.length
    for (let i = 0; i < 6; i++)
      assert.deepEqual(await forgotPassword(t.ctx, { login: username }), { outcome: 'check-mail' })
    await run()
    assert.equal(t.letters.length, sent + 3)
  })

  test('the letters of one person can be stopped neither from one place nor by a few', async () => {
    const { username } = await somebody()
    const ask = (address: string) => forgotPassword(t.ctx, { login: username }, { address })
    const sent = t.letters.length
    for (let i = 0; i < 9; i++) await ask('203.0.113.1')
    await run()
    assert.equal(t.letters.length, sent + 3)
    await ask('203.0.113.2')
    await run()
    assert.equal(t.letters.length, sent + 4, 'the owner, elsewhere')
  })

  test('one place that asks for letters to very many is refused, whoever they are', async () => {
    const ask = (login: string, address: string) => forgotPassword(t.ctx, { login }, { address })
    for (let i = 0; i < 60; i++) await ask(`nobody-${i}`, '203.0.113.9')
    await assert.rejects(ask('nobody-else', '203.0.113.9'), { code: 'too-many-tries', status: 429 })
    await ask('nobody-else', '203.0.113.10')
  })

  test('a link that verifies an address cannot set a password', async () => {
    const { username } = await somebody(false)
    const letter = t.letters.at(-1)
    assert.match(letter?.text ?? '', new RegExp(username))
    const token = /\/verify\/([\w-]{43})$/m.exec(letter?.text ?? '')?.[1] ?? assert.fail('no link')
    await assert.rejects(resetPassword(t.ctx, { token, password: second }), { code: 'link-expired' })
  })
})

suite('a changed password', () => {
  test('needs the current one; ends the other sessions and open links, keeps this one, and is told by mail', async () => {
    const { username, email } = await somebody()
    const link = await linkFor(username)
    const [here, elsewhere] = [await enter(username, first), await enter(username, first)]
    const actor = await actorWith(here)
    await assert.rejects(changePassword(t.ctx, actor, { current: second, password: 'nine silent herons' }), {
      code: 'current-password-wrong',
    })
    const { token } = await changePassword(t.ctx, actor, { current: first, password: second })
    assert.ok(await readSession(t.ctx, token))
    assert.equal(await readSession(t.ctx, here), null, 'its cookie is a new one (promise: G-65)')
    assert.equal(await readSession(t.ctx, elsewhere), null)
    await assert.rejects(resetPassword(t.ctx, { token: link, password: first }), { code: 'link-expired' })
    await run()
    assert.deepEqual([t.letters.at(-1)?.kind, t.letters.at(-1)?.to], ['accounts.password-changed', email])
    await enter(username, second)
  })

  test('is refused where it is easy to guess, and then nothing ends', async () => {
    const { username } = await somebody()
    const [here, elsewhere] = [await enter(username, first), await enter(username, first)]
    const change = changePassword(t.ctx, await actorWith(here), { current: first, password: `${username}-1` })
    await assert.rejects(change, { code: 'password-too-weak' })
    assert.ok(await readSession(t.ctx, elsewhere))
    await enter(username, first)
  })

  test('guessing the current one in a browser that was left open is refused after a while', async () => {
    const { username } = await somebody()
    const actor = await actorWith(await enter(username, first))
    const guess = () => changePassword(t.ctx, actor, { current: 'not the password', password: second })
    for (let i = 0; i < 10; i++) await assert.rejects(guess(), { code: 'current-password-wrong' })
    await assert.rejects(guess(), { code: 'too-many-tries' })
  })

  test('a visitor has none to change', async () => {
    await assert.rejects(changePassword(t.ctx, visitor, { current: first, password: second }), {
      code: 'sign-in-needed',
    })
  })
})

suite('every letter', () => {
  test('says who sent it and why, points to the policy on mail, holds one link at most and no secret (promises: G-29, S-52)', () => {
    const kinds = new Map(t.letters.map((letter) => [letter.kind, letter]))
    assert.deepEqual([...kinds.keys()].sort(), [
      'accounts.password-changed',
      'accounts.reset-password',
      'accounts.verify-address',
    ])
    for (const { kind, text } of kinds.values()) {
      assert.match(text, /^Hello somebody-\d+,$/m)
      assert.match(
        text.replaceAll(/\s+/g, ' '),
        /Vitrine at localhost:3000\. You get this letter because .+\. It is about your account only/,
      )
      assert.ok(text.endsWith('\n\nhttp://localhost:3000/privacy#mail\n'))
      const links = text.match(/https?:\/\/\S+/g) ?? []
      assert.equal(links.length, kind === 'accounts.password-changed' ? 1 : 2)
      assert.doesNotMatch(text, /<|herons/)
      for (const line of text.split('\n')) assert.ok(line.length <= 76 || line.startsWith('http'), line)
    }
  })
})
