import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { allStores, dataHolders, handlers } from '#app'
import * as people from '#accounts/people'
import * as signIn from '#accounts/sign-in'
import { dayMs } from '#platform/clock'
import { ChooseIdleInput, chooseIdle, idleChoice, lookForIdle } from '#privacy/idle'
import { expire } from '#privacy/retention'
import { type TestHouse, openTestCtx } from '#test/house'
import { erasureParts } from './rights-of-erasure.ts'

const password = 'a lantern in the fog'
const yearDays = 365.25

suite('accounts that nobody uses', () => {
  let t: TestHouse
  before(async () => {
    t = await openTestCtx({ stores: allStores })
  })
  after(() => t.close())

  const visit = async (username: string): Promise<people.Actor> => {
    const input = signIn.SignInInput.parse({ login: username, password })
    const answer = await signIn.signIn(t.ctx, input, { address: '127.0.0.1', userAgent: 'Firefox' })
    assert.equal(answer.step, 'done')
    return (await signIn.readSession(t.ctx, answer.token)) ?? assert.fail('a session')
  }
  async function member(username: string): Promise<people.Actor> {
    const email = `${username}@example.org`
    await people.createMember(t.ctx, { username, email, password, verified: true, roles: [] })
    const actor = await visit(username)
    await people.editProfile(t.ctx, actor, { displayName: `Name of ${username}`, about: 'Words', profilePublic: true })
    return actor
  }
  /** What the workers of a running house do, day after day; by steps of a few days, so that years are tested in seconds. */
  async function pass(days: number, stepDays = 1): Promise<void> {
    for (let day = 0; day < days; day += stepDays) {
      t.clock.advanceMs(stepDays * dayMs)
      await lookForIdle(t.ctx, erasureParts)
      await expire(t.ctx, allStores, dataHolders)
      await t.runJobs(handlers)
    }
  }
  const rowsOf = async (table: string): Promise<number> =>
    (await t.database.pool.query(`select 1 from ${table}`)).rows.length
  const isThere = async (username: string): Promise<boolean> =>
    (await people.memberByUsername(t.ctx, username)) !== null
  const toldOf = (username: string): string[] =>
    t.letters
      .filter(({ to, subject }) => to === `${username}@example.org` && subject.includes('erased'))
      .map(({ subject }) => subject)

  test('stay, with all that belongs to them, for ten years; what surrounds them expires (promises: G-116, G-118)', async () => {
    const ada = await member('ada')
    assert.ok((await rowsOf('accounts_sessions')) > 0 && (await rowsOf('accounts_browsers_seen')) > 0)
    const profile = await people.loadProfile(t.ctx, people.visitor, 'ada')
    await pass(10 * yearDays, 30)
    assert.ok(await isThere('ada'))
    assert.deepEqual(await people.loadProfile(t.ctx, people.visitor, 'ada'), profile)
    assert.equal((await people.ownAccount(t.ctx, ada)).email, 'ada@example.org')
    assert.equal(await rowsOf('accounts_sessions'), 0)
    assert.equal(await rowsOf('accounts_browsers_seen'), 0)
    assert.deepEqual(toldOf('ada'), [])
    await visit('ada')
  })

  test('go when their owner chose it, told twice before; a visit begins the time anew (promise: G-118)', async () => {
    const [grace, lise] = [await member('grace'), await member('lise')]
    const { personId } = people.requireMember(grace)
    await chooseIdle(t.ctx, grace, ChooseIdleInput.parse({ months: '12' }))
    await chooseIdle(t.ctx, lise, ChooseIdleInput.parse({ months: '12' }))
    assert.equal(await idleChoice(t.ctx, lise), 12)
    await chooseIdle(t.ctx, lise, ChooseIdleInput.parse({ months: '0' }))
    assert.equal(ChooseIdleInput.safeParse({ months: '1' }).success, false)

    await pass(300, 10)
    await visit('grace')
    await pass(330, 10)
    assert.deepEqual(toldOf('grace'), [], 'the visit counts, also when its session is long gone')
    await pass(10)
    assert.deepEqual(toldOf('grace'), ['Your account will be erased in 30 days'])
    await visit('grace')
    await pass(334, 2)
    assert.equal(toldOf('grace').length, 1, 'and so does one after the letter')
    await pass(27)
    assert.deepEqual(toldOf('grace').slice(1), [
      'Your account will be erased in 30 days',
      'Your account will be erased in 7 days',
    ])
    assert.ok(await isThere('grace'))
    await pass(10)
    assert.equal(await isThere('grace'), false)
    assert.equal(toldOf('grace').at(-1), 'Your account is erased')
    const { rows } = await t.database.pool.query('select 1 from privacy_idle_choices where person_id = $1', [personId])
    assert.deepEqual(rows, [])
    assert.ok(await isThere('lise'), 'who took the choice back stays')
  })
})
