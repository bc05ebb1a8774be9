import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { allStores, doors, handlers } from '#app'
import { type Member, actorOf, createMember, visitor } from '#accounts/people'
import type { StaffRole } from '#accounts/roles'
import { beginSession } from '#accounts/sessions'
import { dayMs, hourMs, later } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { openEgress } from '#platform/egress'
import { countWork, runDueJobs } from '#platform/jobs'
import { openPost } from '#platform/mail'
import { BreachInput, watchClocks } from '#privacy/breaches'
import { aBreach } from '../../src/privacy/breaches/breaches.fixtures.ts'
import { type MailCatcher, openMailCatcher } from '#test/mail-catcher'
import { type TestSite, openTestSite } from '#test/site'

describe('when data of people were concerned in something that went wrong', () => {
  const { breaches } = doors
  let site: TestSite
  let mail: MailCatcher
  /** That of the site, with a mail server. Its clock stands still. */
  let ctx: Ctx
  let counsel: Member
  let cookie: string
  before(async () => {
    site = await openTestSite()
    mail = await openMailCatcher()
    const smtpUrl = `smtp://127.0.0.1:${mail.port}`
    const { config, clock, chance } = site.t.ctx
    const hosts = { SMTP_URL: '127.0.0.1' }
    const egress = openEgress({ stores: allStores, hosts, gate: async () => ({ shut: 'nobody' }) })
    // In place: the site has hands of its own, and they write by the same way.
    const post = openPost({ config: { ...config, smtpUrl }, stores: allStores, clock, chance, egress })
    ctx = Object.assign(site.t.ctx, { post })
    counsel = await aMember('counsel', ['privacy_counsel'])
    for (const username of ['ada', 'grace', 'mary']) await aMember(username)
    await doors.preferences.savePreferences(ctx, await memberOf('ada'), { theme: 'dark' })
    const { token } = await beginSession(ctx, counsel.personId, undefined, ['password', 'code'])
    cookie = `__Host-session=${token}`
  })
  after(async () => {
    await mail?.close()
    await site?.close()
  })

  async function aMember(username: string, roles: readonly StaffRole[] = []): Promise<Member> {
    const email = `${username}@example.org`
    const password = 'seven quiet herons'
    const { personId } = await createMember(ctx, { username, email, password, verified: true, roles })
    return actorOf(ctx, personId, { kind: 'system' })
  }
  async function memberOf(username: string): Promise<Member> {
    const member = await doors.people.memberByUsername(ctx, username)
    assert.ok(member)
    return actorOf(ctx, member.personId, { kind: 'system' })
  }
  /** Until nothing waits, whoever does it. */
  async function work(): Promise<void> {
    do {
      await runDueJobs({ pool: site.t.database.queuePool, ctx, handlers })
      await sleep(20)
    } while ((await countWork(ctx.db)).waiting > 0)
  }
  const lettersTo = (name: string): readonly string[] =>
    mail.letters.filter((text) => text.includes(`To: ${name}@example.org`))
  const page = async (path: string, headers: Record<string, string> = {}): Promise<string> =>
    (await site.fetch(path, { headers: { accept: 'text/html', ...headers } })).body
  const versionOf = async (id: string): Promise<number> => (await breaches.getBreach(ctx, counsel, id)).breach.version

  const noticedAt = new Date('2026-01-05T08:00:00Z')
  const facts = (more: object = {}): BreachInput =>
    BreachInput.parse({
      ...aBreach,
      noticedAt: noticedAt.toISOString().slice(0, 19),
      ...more,
    })

  test('clocks run, the desk is reminded, everybody concerned is told once, and everybody can read of it (promise: G-93)', async () => {
    const { clock } = site.t
    const { id } = await breaches.recordBreach(ctx, counsel, facts())

    // The clock: 72 hours from when it was noticed, not from when it was written down.
    const { breach } = await breaches.getBreach(ctx, counsel, id)
    assert.equal(breach.dueAt.toISOString(), '2026-01-08T08:00:00.000Z')
    assert.match(await page('/staff/breaches', { cookie }), /Jan 8, 2026, 8:00/)
    const due = breach.dueAt
    const reminded = async (at: Date): Promise<readonly string[]> => {
      clock.set(at)
      // As often as the schedule comes round: a reminder is written once.
      for (let round = 0; round < 3; round++) await watchClocks(ctx)
      await work()
      return lettersTo('counsel').map((text) => /^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? '')
    }
    const [day, hours, over] = [
      'Less than 24 hours are left to tell the authority',
      'Less than 6 hours are left to tell the authority',
      'The time to tell the authority is over',
    ]
    assert.deepEqual(await reminded(later(due, -25 * hourMs)), [])
    assert.deepEqual(await reminded(later(due, -24 * hourMs)), [day])
    assert.deepEqual(await reminded(later(due, -5 * hourMs)), [day, hours])
    assert.deepEqual(await reminded(later(due, hourMs)), [day, hours, over])
    assert.match(await page(`/staff/breaches/${id}`, { cookie }), /overdue/)
    assert.match(lettersTo('counsel')[2] ?? '', /was due on 8 January 2026 at\s+08:00\s+UTC/)

    // The authority: late only with reasons.
    const report = async (note: string) =>
      breaches.takeStep(ctx, counsel, { id, version: await versionOf(id), step: 'report', note })
    await assert.rejects(report(''), { code: 'step-not-possible' })
    await report('The number of people had to be found first.')
    assert.equal((await reminded(later(due, 2 * dayMs))).length, 3, 'what is reported reminds nobody')

    // The people: a high risk is not closed before they are told.
    await breaches.editBreach(ctx, counsel, { id, version: await versionOf(id) }, facts({ measures: 'A new disk.' }))
    const close = async () =>
      breaches.takeStep(ctx, counsel, { id, version: await versionOf(id), step: 'close', note: '' })
    await assert.rejects(close(), /told to the people/)
    await breaches.tellPeople(ctx, allStores, counsel, {
      ...{ id, version: await versionOf(id), to: 'stores', stores: ['accounts_preferences'], names: [] },
      text: 'A disk with your choices was stolen.\n\nChange nothing; nothing can be done with them.',
    })
    await work()
    assert.equal(lettersTo('ada').length, 1)
    assert.match(lettersTo('ada')[0] ?? '', /A disk with your choices was stolen/)
    assert.deepEqual([...lettersTo('grace'), ...lettersTo('mary')], [], 'of whom the table holds nothing')
    const { notices } = await breaches.getBreach(ctx, counsel, id)
    assert.deepEqual(notices, { isFound: true, total: 1, sent: 1, withoutAddress: 0 })
    await close()

    // Everybody: at once, and each version stays.
    assert.match(await page('/privacy/incidents'), /Nothing so far/)
    for (const body of ['A disk was stolen.', 'A disk was stolen; it was found again.']) {
      const version = await versionOf(id)
      await breaches.publishIncident(ctx, counsel, { id, version, title: 'A stolen disk', body })
      assert.ok((await page('/privacy/incidents')).includes(body))
    }
    assert.match(
      await page('/privacy/incidents'),
      /Version 2[^]*it was found again[^]*One version before[^]*A disk was stolen\./,
    )

    // The record for the authority, and the history behind it.
    const record = await page(`/staff/breaches/${id}/record?as=csv`, { cookie })
    for (const told of ['A disk with a backup was stolen.', 'It was not enciphered.', 'A new disk.', '1 of 1']) {
      assert.ok(record.includes(told), told)
    }
    assert.doesNotMatch(record, /counsel|ada/)
    for (const rewriting of [`update privacy_breach_steps set lines = '{}'`, 'delete from privacy_breach_steps']) {
      await assert.rejects(site.t.database.pool.query(rewriting), /only grows/)
    }
    // The policy says that nobody can promise perfect safety.
    assert.match(await page('/privacy'), /Nobody can promise perfect safety/)
  })

  test('everybody is everybody, each once, however often the work begins anew', async () => {
    const { id } = await breaches.recordBreach(ctx, counsel, facts({ title: 'Again' }))
    const before = mail.letters.length
    const input = { to: 'everybody', stores: [], names: [], text: 'Something.' } as const
    await breaches.tellPeople(ctx, allStores, counsel, { id, version: 1, ...input })
    await assert.rejects(breaches.tellPeople(ctx, allStores, counsel, { id, version: 2, ...input }), {
      code: 'people-told-already',
    })
    await work()
    assert.equal(mail.letters.length - before, 4)
    // As after a kill: the same work is there again.
    await site.t.database.pool.query(`update privacy_breaches set notice_found_at = null where title = 'Again'`)
    await site.t.database.pool.query(
      `select graphile_worker.add_job('privacy.find-concerned', json_build_object('breachId', id))
       from privacy_breaches where title = 'Again'`,
    )
    await work()
    assert.equal(mail.letters.length - before, 4)
  })

  test('is for the desk alone', async () => {
    const { id } = await breaches.recordBreach(ctx, counsel, facts())
    for (const actor of [visitor, await memberOf('ada'), await aMember('helper', ['support', 'moderator'])]) {
      for (const act of [
        () => breaches.listBreaches(ctx, actor),
        () => breaches.getBreach(ctx, actor, id),
        () => breaches.recordBreach(ctx, actor, facts()),
        () => breaches.exportBreach(ctx, actor, id, 'txt'),
        () => breaches.takeStep(ctx, actor, { id, version: 1, step: 'report', note: '' }),
        () => breaches.publishIncident(ctx, actor, { id, version: 1, title: 'x', body: 'x' }),
      ]) {
        await assert.rejects(act, { code: 'page-not-found' })
      }
    }
  })
})
