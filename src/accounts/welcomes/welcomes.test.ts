import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { getOrganisation, listPeopleOf, organisationStores, organisationsOf } from '#accounts/organisations'
import { type Member, actorOf, createMember, memberByUsername, peopleStores } from '#accounts/people'
import { dayMs } from '#platform/clock'
import { newId } from '#platform/ids'
import { type TestHouse, dump, formsOf, openTestCtx } from '#test/house'
import { erase, expireRows } from '#test/rights'
import {
  AcceptWelcomeInput,
  WelcomeInput,
  acceptWelcome,
  declineWelcome,
  joinByWelcome,
  welcome,
  welcomeByLink,
  welcomeHandlers,
  welcomeHolder,
  welcomeStores,
} from './index.ts'

const stores = [...peopleStores, ...organisationStores, ...welcomeStores]
const password = 'seven quiet herons'
const current = { privacy: '1', terms: '1', region: 'United States' }

let t: TestHouse
let staff: Member
before(async () => {
  t = await openTestCtx({ stores })
  staff = await staffOf(t, 'support')
})
after(() => t.close())

async function staffOf(here: TestHouse, role: 'support' | 'moderator'): Promise<Member> {
  const input = { username: `staff-${role}`, email: `${role}@example.org`, password, verified: true, roles: [role] }
  const { personId } = await createMember(here.ctx, input)
  const via = {
    kind: 'session',
    sessionId: newId<'session'>(here.ctx),
    strong: true,
    provenAt: here.clock.now(),
  } as const
  return { ...(await actorOf(here.ctx, personId, { kind: 'system' })), via }
}
const asked = (email: string, username: string) =>
  WelcomeInput.parse({ email, username, kind: 'publisher', name: 'Harbour Light Press', country: 'nl' })
const said = (token: string, username: string, more: object = {}) =>
  AcceptWelcomeInput.parse({
    ...{ token, username, password, birthYear: 1985, birthMonth: 12, privacyVersion: '1', termsVersion: '1' },
    ...{ agreePrivacy: 'on', agreeTerms: 'on', agreeRegion: 'on', ...more },
  })
async function tokenFor(email: string, here = t): Promise<string> {
  await here.runJobs(welcomeHandlers)
  const letter = here.letters.findLast(({ to }) => to === email)
  return /\/welcome\/([\w-]{43})$/m.exec(letter?.text ?? '')?.[1] ?? assert.fail(`no welcome to ${email}`)
}
const expired = { code: 'welcome-expired', status: 410 }

suite('a welcome', () => {
  test('brings a link and no password; whoever opens it chooses name and password, and owns the organisation', async () => {
    await welcome(t.ctx, staff, asked('ada@example.org', 'suggested'))
    const token = await tokenFor('ada@example.org')
    assert.ok(!t.letters.at(-1)?.text.includes(password))
    assert.equal(await memberByUsername(t.ctx, 'suggested'), null, 'nothing is made before')
    const shown = await welcomeByLink(t.ctx, { token })
    assert.deepEqual([shown.username, shown.email, shown.hasAccount], ['suggested', 'ada@example.org', false])
    const made = await acceptWelcome(t.ctx, said(token, 'ada'), current)
    assert.match(made.shownId, /^pub_/)
    const member = await memberByUsername(t.ctx, 'ada')
    const ada = await actorOf(t.ctx, member?.personId ?? assert.fail('no account'), { kind: 'system' })
    const { name, country, email, roles } = await getOrganisation(t.ctx, ada, made.organisationId)
    assert.deepEqual([name, country, email, roles], ['Harbour Light Press', 'NL', 'ada@example.org', ['owner']])
    await assert.rejects(welcomeByLink(t.ctx, { token }), expired)
    await assert.rejects(acceptWelcome(t.ctx, said(token, 'again'), current), expired)
  })

  test('that is refused can be answered again', async () => {
    await welcome(t.ctx, staff, asked('bea@example.org', 'bea'))
    const token = await tokenFor('bea@example.org')
    const refused = (more: object, code: string) =>
      assert.rejects(acceptWelcome(t.ctx, said(token, 'bea', more), current), { code })
    await refused({ username: 'staff-support' }, 'username-taken')
    await refused({ birthYear: 2020 }, 'sign-up-not-possible')
    await refused({ termsVersion: '0' }, 'terms-changed')
    await refused({ password: 'harbour bea bea' }, 'password-too-weak').catch(() => {})
    assert.ok((await acceptWelcome(t.ctx, said(token, 'bea'), current)).organisationId)
  })

  test('to somebody who has an account makes no second one; they say yes by signing in, and nobody else can', async () => {
    const { personId } = await createMember(t.ctx, {
      username: 'cee',
      email: 'cee@example.org',
      password,
      verified: true,
    })
    const cee = await actorOf(t.ctx, personId, { kind: 'system' })
    await welcome(t.ctx, staff, asked('cee@example.org', 'cee-press'))
    const token = await tokenFor('cee@example.org')
    assert.equal((await welcomeByLink(t.ctx, { token })).hasAccount, true)
    await assert.rejects(acceptWelcome(t.ctx, said(token, 'cee-press'), current), { code: 'welcome-has-account' })
    await assert.rejects(joinByWelcome(t.ctx, staff, { token }), { code: 'welcome-for-another' })
    const { organisationId } = await joinByWelcome(t.ctx, cee, { token })
    assert.deepEqual(
      (await listPeopleOf(t.ctx, cee, organisationId)).map(({ username }) => username),
      ['cee'],
    )
    await assert.rejects(joinByWelcome(t.ctx, cee, { token }), expired)
  })

  test('is prepared by the staff who answer inquiries, once for an address; of two answers at once one counts', async () => {
    await assert.rejects(welcome(t.ctx, await staffOf(t, 'moderator'), asked('dee@example.org', 'dee')), {
      code: 'page-not-found',
    })
    await welcome(t.ctx, staff, asked('dee@example.org', 'dee'))
    const first = await tokenFor('dee@example.org')
    await welcome(t.ctx, staff, asked('Dee@example.org', 'dee'))
    const second = await tokenFor('Dee@example.org')
    await assert.rejects(welcomeByLink(t.ctx, { token: first }), expired)
    const outcomes = await Promise.allSettled(
      ['dee', 'dee-two', 'dee-three'].map((name) => acceptWelcome(t.ctx, said(second, name), current)),
    )
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    const made = await Promise.all(['dee', 'dee-two', 'dee-three'].map((name) => memberByUsername(t.ctx, name)))
    const [only] = made.flatMap((one) => (one ? [one] : []))
    assert.equal(made.filter(Boolean).length, 1)
    const dee = await actorOf(t.ctx, only?.personId ?? assert.fail(), { kind: 'system' })
    assert.equal((await organisationsOf(t.ctx, dee)).length, 1)
  })

  test('keeps the address sealed and the link as a hash; declined, or after 14 days, nothing of it is left, not even a key', async () => {
    const here = await openTestCtx({ stores })
    try {
      const desk = await staffOf(here, 'support')
      const keys = async (): Promise<number> =>
        Number(
          (await here.database.pool.query<{ n: string }>('select count(*) as n from platform_subject_keys')).rows[0]?.n,
        )
      const before = await keys()
      const email = 'secret-inquirer@example.org'
      await welcome(here.ctx, desk, asked(email, 'zed'))
      const token = await tokenFor(email, here)
      const stored = await dump(here)
      for (const form of [...formsOf(email), ...formsOf(token)]) assert.ok(!stored.includes(form), form)
      here.clock.advanceMs(14 * dayMs - 1)
      assert.equal(await expireRows(here.ctx, stores, [welcomeHolder]), 0)
      assert.ok(await welcomeByLink(here.ctx, { token }))
      here.clock.advanceMs(1)
      await assert.rejects(welcomeByLink(here.ctx, { token }), expired)
      await assert.rejects(acceptWelcome(here.ctx, said(token, 'zed'), current), expired)
      assert.equal(await expireRows(here.ctx, stores, [welcomeHolder]), 1)
      assert.equal(await keys(), before)

      await welcome(here.ctx, { ...desk, via: { ...desk.via } }, asked('no@example.org', 'zed'))
      await declineWelcome(here.ctx, { token: await tokenFor('no@example.org', here) })
      assert.equal(await keys(), before)
    } finally {
      await here.close()
    }
  })

  test('goes with whoever it waits for', async () => {
    const { personId } = await createMember(t.ctx, {
      username: 'eve',
      email: 'eve@example.org',
      password,
      verified: true,
    })
    await welcome(t.ctx, staff, asked('eve@example.org', 'eve-press'))
    const token = await tokenFor('eve@example.org')
    await erase(t.ctx, stores, personId, [welcomeHolder])
    await assert.rejects(welcomeByLink(t.ctx, { token }), expired)
  })
})
