import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { erase, expireRows } from '#test/rights'
import { nameStores } from '#accounts/names'
import {
  type Member,
  SignUpInput,
  createMember,
  editProfile,
  loadProfile,
  memberByUsername,
  namesOf,
  peopleHandlers,
  peopleHolder,
  peopleStores,
  signUp,
  visitor,
} from '#accounts/people'
import { readSession, signIn, signInHandlers, signInStores } from '#accounts/sign-in'
import { dayMs, minuteMs } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'
import { ChangeUsernameInput, changeUsername, ownNameHandlers, ownNameStores } from './index.ts'

const password = 'seven quiet herons'
const stores = [...peopleStores, ...signInStores, ...ownNameStores]
const handlers = [...peopleHandlers, ...signInHandlers, ...ownNameHandlers]

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores })
})
after(() => t.close())

let places = 0
const enter = async (login: string, here = t): Promise<string> => {
  const from = { address: `10.3.${places >> 8}.${places++ & 255}`, userAgent: undefined }
  const answer = await signIn(here.ctx, { login, password }, from)
  assert.equal(answer.step, 'done')
  return answer.token
}
async function proven(login: string, here = t): Promise<Member> {
  const actor = await readSession(here.ctx, await enter(login, here))
  assert.ok(actor?.kind === 'member')
  return actor
}
async function somebody(username: string, here = t): Promise<Member> {
  await createMember(here.ctx, { username, email: `${username}@example.org`, password, verified: true })
  return proven(username, here)
}
const rename = (actor: Member, username: string, here = t) => changeUsername(here.ctx, actor, { username })
const signUpAs = (username: string, here = t) =>
  signUp(
    here.ctx,
    SignUpInput.parse({
      ...{ username, email: `new-${username}@example.org`, password, birthYear: 1985, birthMonth: 12 },
      ...{ privacyVersion: '1', termsVersion: '1', agreePrivacy: 'on', agreeTerms: 'on', agreeRegion: 'on' },
    }),
    { privacy: '1', terms: '1', region: 'United States' },
  )
/** What somebody is told, whole. */
async function answerOf(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask()
  } catch (error) {
    assert.ok(error instanceof Refusal)
    const { kind, code, status, message, fields } = error
    return { kind, code, status, message, fields }
  }
}
async function close(personId: string, here = t): Promise<void> {
  await erase(here.ctx, stores, personId, [peopleHolder])
}

suite('another user name', () => {
  test('is shown wherever the old one was, and the old one answers like one that never was (promises: G-19, G-26)', async () => {
    const ada = await somebody('Ada')
    await editProfile(t.ctx, ada, { displayName: null, about: 'Numbers.', profilePublic: true })
    assert.equal((await loadProfile(t.ctx, visitor, 'ada')).username, 'Ada', 'negative control: it led to her')
    await rename(ada, 'Countess')

    assert.equal((await memberByUsername(t.ctx, 'countess'))?.personId, ada.personId)
    assert.equal((await loadProfile(t.ctx, visitor, 'countess')).username, 'Countess')
    assert.equal((await namesOf(t.ctx, [ada.personId])).get(ada.personId)?.username, 'Countess')
    for (const asker of [visitor, await proven('Countess')]) {
      const never = await answerOf(() => loadProfile(t.ctx, asker, 'never-was'))
      assert.deepEqual(await answerOf(() => loadProfile(t.ctx, asker, 'Ada')), never)
    }
    assert.equal(await memberByUsername(t.ctx, 'ada'), null)
    assert.deepEqual(await answerOf(() => enter('ada')), await answerOf(() => enter('never-was')))
    await enter('countess')
    await enter('ada@example.org')
  })

  test('is told by a letter to the primary address', async () => {
    const grace = await somebody('grace')
    await rename(grace, 'admiral')
    await t.runJobs(handlers)
    const letter = t.letters.findLast(({ kind }) => kind === 'accounts.username-changed')
    assert.equal(letter?.to, 'grace@example.org')
    assert.match(letter?.text ?? '', /^Hello admiral,/)
    assert.match(letter?.text.replaceAll('\n', ' ') ?? '', /is admiral now.*nobody else can have it for 180 days/)
  })

  test('follows the rules of sign-up: its shape, what is reserved, what is taken', async () => {
    const emmy = await somebody('emmy')
    await somebody('taken')
    for (const username of ['Taken', 'admin', 'Vitrine']) {
      await assert.rejects(rename(emmy, username), { code: 'username-taken', status: 409 })
    }
    await assert.rejects(rename(emmy, 'emmy'), { code: 'username-is-yours' })
    for (const username of ['e', '1emmy', 'emmy noether', 'emmy@example.org', '\u0435mmy']) {
      assert.equal(ChangeUsernameInput.safeParse({ username }).success, false, username)
    }
    await rename(emmy, 'EMMY')
    assert.equal((await memberByUsername(t.ctx, 'emmy'))?.username, 'EMMY', 'the case alone may change')
  })

  test('needs a proof of the last ten minutes', async () => {
    const lise = await somebody('lise')
    t.clock.advanceMs(10 * minuteMs + 1)
    await assert.rejects(rename(lise, 'otto'), { code: 'prove-again' })
    await rename(await proven('lise'), 'otto')
  })

  test('comes three times in 30 days at most, also of five at the same moment; refused ones do not count', async () => {
    const many = await somebody('many')
    await somebody('in-use')
    for (let i = 0; i < 4; i++) await assert.rejects(rename(many, 'in-use'), { code: 'username-taken' })
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map((number) => rename(many, `many-${number}`)))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3)
    for (const one of tries) if (one.status === 'rejected') assert.equal(one.reason.code, 'too-many-name-changes')

    t.clock.advanceMs(30 * dayMs - 1)
    const name = (await namesOf(t.ctx, [many.personId])).get(many.personId)?.username ?? ''
    await assert.rejects(rename(await proven(name), 'many-6'), { code: 'too-many-name-changes', status: 429 })
    t.clock.advanceMs(1)
    await rename(await proven(name), 'many-6')
  })
})

suite('a name that was given up', () => {
  test('goes to nobody else for 180 days, neither by sign-up nor by a change nor from the operator (promise: G-19)', async () => {
    const here = await openTestCtx({ stores })
    try {
      await rename(await somebody('before', here), 'after', here)
      const other = await somebody('other', here)
      const take = () =>
        Promise.all([
          assert.rejects(signUpAs('Before', here), { code: 'username-taken', status: 409 }),
          assert.rejects(rename(other, 'before', here), { code: 'username-taken' }),
          assert.rejects(
            createMember(here.ctx, { username: 'BEFORE', email: 'x@example.org', password, verified: true }),
            { code: 'username-taken' },
          ),
        ])
      await take()
      here.clock.advanceMs(180 * dayMs - 1)
      await expireRows(here.ctx, nameStores)
      await assert.rejects(signUpAs('before', here), { code: 'username-taken' })
      here.clock.advanceMs(1)
      await signUpAs('before', here)
    } finally {
      await here.close()
    }
  })

  test('can be taken back by the same person', async () => {
    const marie = await somebody('marie')
    await rename(marie, 'madame')
    await rename(marie, 'Marie')
    assert.equal((await memberByUsername(t.ctx, 'marie'))?.personId, marie.personId)
    await assert.rejects(signUpAs('madame'), { code: 'username-taken' }, 'and then the other one is given up')
  })

  test('is kept as a keyed number, never in plain text, and goes after its time', async () => {
    const here = await openTestCtx({ stores })
    try {
      const person = await somebody('zephyrine', here)
      await rename(person, 'zoe', here)
      const dump = async () => {
        const { rows } = await here.database.pool.query<{ line: string }>(
          'select row_to_json(x)::text as line from accounts_given_up_names x union all select row_to_json(y)::text from accounts_people y union all select row_to_json(z)::text from accounts_name_changes z',
        )
        return rows.map(({ line }) => line).join('\n')
      }
      const stored = await dump()
      assert.match(stored, /"zoe"/, 'negative control')
      assert.doesNotMatch(stored, /zephyrine/i)
      assert.ok(!stored.includes(Buffer.from('zephyrine').toString('hex')))
      assert.match(stored, new RegExp(`name_index.*${person.personId}`))
      here.clock.advanceMs(30 * dayMs)
      assert.equal(await expireRows(here.ctx, nameStores), 1, 'the count of changes')
      here.clock.advanceMs(150 * dayMs - 1)
      assert.equal(await expireRows(here.ctx, nameStores), 0)
      here.clock.advanceMs(1)
      assert.equal(await expireRows(here.ctx, nameStores), 1)
      assert.doesNotMatch(await dump(), /name_index/)
    } finally {
      await here.close()
    }
  })

  test('stays given up when the account is closed, as its last name does, and then without a person', async () => {
    const gone = await somebody('gone-before')
    await rename(gone, 'gone-last')
    await close(gone.personId)
    const { rows } = await t.database.pool.query<{ line: string }>(
      'select row_to_json(x)::text as line from accounts_given_up_names x',
    )
    assert.ok(!rows.some(({ line }) => line.includes(gone.personId)))
    await close(gone.personId)
    for (const name of ['gone-before', 'gone-last']) {
      await assert.rejects(signUpAs(name), { code: 'username-taken' }, name)
      assert.equal(await memberByUsername(t.ctx, name), null)
    }
  })

  test('of an account that was never verified nothing is held: nobody ever saw it', async () => {
    await signUpAs('unseen')
    const person = await memberByUsername(t.ctx, 'unseen')
    await close(person?.personId ?? '')
    await createMember(t.ctx, { username: 'unseen', email: 'unseen@example.org', password, verified: true })
  })
})

suite('at the same moment', () => {
  test('of several who take one name, one gets it, and the others keep theirs', async () => {
    const runners = await Promise.all(['run-a', 'run-b', 'run-c', 'run-d'].map((name) => somebody(name)))
    const tries = await Promise.allSettled([
      ...runners.map((runner) => rename(runner, 'prize')),
      signUpAs('Prize'),
      signUpAs('PRIZE'),
    ])
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of tries) if (one.status === 'rejected') assert.equal(one.reason.code, 'username-taken')
    const { rows } = await t.database.pool.query(`select 1 from accounts_people where lower(username) = 'prize'`)
    assert.equal(rows.length, 1)
  })

  test('a name that is given up at this moment goes to nobody who waits for it', async () => {
    for (let round = 0; round < 6; round++) {
      const [owner, other] = [await somebody(`owner-${round}`), await somebody(`other-${round}`)]
      const [left, renamed, signedUp] = await Promise.allSettled([
        rename(owner, `moved-${round}`),
        rename(other, `owner-${round}`),
        signUpAs(`owner-${round}`),
      ])
      assert.equal(left.status, 'fulfilled')
      for (const one of [renamed, signedUp]) {
        assert.ok(one?.status === 'rejected')
        assert.equal(one.reason.code, 'username-taken')
      }
    }
  })
})
