import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SaveContactInput, contactHandlers, contactStores, saveContact } from '#accounts/organisation-contacts'
import {
  CreateOrganisationInput,
  EditOrganisationInput,
  createOrganisation,
  editOrganisation,
  organisationStores,
  showOrganisationId,
} from '#accounts/organisations'
import { type Member, actorOf, createMember, peopleStores } from '#accounts/people'
import { type StaffRole, rolesStores } from '#accounts/roles'
import {
  AddSiteInput,
  ReviewSiteInput,
  addSite,
  checkNow,
  getSite,
  queueDueChecks,
  reportPublisherTrouble,
  retireSite,
  reviewSite,
  siteHandlers,
  siteStores,
} from '#ads/sites'
import { dayMs, hourMs } from '#platform/clock'
import type { Id } from '#platform/ids'
import { outsideStores } from '#platform/outside'
import { auditStores } from '#privacy/audit'
import { type TestHouse, openTestCtx } from '#test/house'
import { erase, shownTo } from '#test/rights'
import { type TestWeb, openTestWeb } from '#test/web'
import {
  PublisherCallInput,
  ReportPublisherTroubleInput,
  SolvePublisherTroubleInput,
  followWishes,
  listPublisherCalls,
  listTroubles,
  listTroublesOfAll,
  notePublisherCall,
  solveReported,
  publisherTroubleHandlers,
  publisherTroubleStores,
} from './index.ts'

const stores = [
  ...[...peopleStores, ...rolesStores, ...auditStores, ...organisationStores, ...contactStores],
  ...[...outsideStores, ...siteStores, ...publisherTroubleStores],
]
const handlers = [...siteHandlers, ...publisherTroubleHandlers, ...contactHandlers]
const hosts = Array.from({ length: 12 }, (_, at) => `troubled${at}.example`)

let t: TestHouse
let web: TestWeb
let staff: Member
let used = 0

before(async () => {
  web = await openTestWeb(hosts)
  t = await openTestCtx({ stores, web })
  staff = await somebody('staff', 'moderator')
})
after(async () => {
  await t.close()
  await web.close()
})

async function somebody(username: string, ...roles: readonly StaffRole[]): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true, roles }
  return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
}

type Channel = 'email' | 'telephone'
interface Publisher {
  readonly owner: Member
  readonly id: Id<'organisation'>
  readonly site: string
  readonly host: string
  readonly email: string
}
const about = (username: string, preferredChannel: Channel) => ({
  name: 'Harbour Light',
  country: 'US',
  email: `${username}@harbour.example`,
  telephone: '+1 207 555 0133',
  preferredChannel,
})
/** A publisher with a site that shows whose it is, and is approved. */
async function aPublisher(username: string, channel: Channel): Promise<Publisher> {
  const owner = await somebody(username)
  const made = CreateOrganisationInput.parse({ kind: 'publisher', ...about(username, channel) })
  const { organisationId: id } = await createOrganisation(t.ctx, owner, made)
  const host = hosts[used++] ?? assert.fail('more hosts, please')
  const { id: site } = await addSite(t.ctx, owner, id, AddSiteInput.parse({ host }))
  const publisher = { owner, id, site, host, email: `${username}@harbour.example` }
  await show(publisher)
  await look(publisher)
  await review(publisher, 'approved')
  return publisher
}
/** Lets the site show whose it is, or no longer. */
async function show({ owner, site, host }: Publisher, isThere = true): Promise<void> {
  const { wellKnown } = (await getSite(t.ctx, owner, site)).instructions
  web.sites.set(host, (request, response) => {
    const found = isThere && request.url === '/.well-known/vitrine-site-proof.txt'
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/plain' }).end(found ? wellKnown.content : '')
  })
}
/** The looks that come by themselves, and what follows. */
async function look({ owner, site }: Publisher): Promise<void> {
  await checkNow(t.ctx, owner, site)
  await t.runJobs(handlers)
}
async function lose(publisher: Publisher): Promise<void> {
  await show(publisher, false)
  // Each site is looked at once a day, at a moment of its own.
  t.clock.advanceMs(2 * dayMs)
  await queueDueChecks(t.ctx)
  await t.runJobs(handlers)
}
const review = async ({ site }: Publisher, decision: 'approved' | 'refused'): Promise<void> => {
  await reviewSite(t.ctx, staff, site, ReviewSiteInput.parse({ review: decision, vertical: '653' }))
  await t.runJobs(handlers)
}
const lettersTo = (address: string): readonly string[] =>
  t.letters.filter(({ to }) => to === address).map(({ subject }) => subject)
const callsFor = async ({ host }: Publisher) =>
  (await listPublisherCalls(t.ctx, staff)).filter((call) => call.host === host)
const troubles = async ({ owner, id }: Publisher) => (await listTroubles(t.ctx, owner, id)).map(({ kind }) => kind)
const noted = (trouble: string, reached: 'yes' | 'no') =>
  notePublisherCall(t.ctx, staff, PublisherCallInput.parse({ trouble, reached }))

describe('a publisher whose site has a trouble', () => {
  test('gets one letter where it chose letters, and no call (promises: S-40, S-54)', async () => {
    const one = await aPublisher('writing', 'email')
    assert.deepEqual([lettersTo(one.email), await troubles(one)], [[], []], 'negative control')
    await lose(one)
    assert.deepEqual(lettersTo(one.email), [`${one.host} no longer shows that it is yours`])
    assert.deepEqual(await troubles(one), ['proof-lost'])
    await look(one)
    assert.equal(lettersTo(one.email).length, 1, 'what goes on is told once')
    await show(one)
    await look(one)
    assert.deepEqual(lettersTo(one.email).slice(1), [`${one.host} shows again that it is yours`])
    assert.deepEqual([await troubles(one), await callsFor(one)], [[], []])
  })

  test('is called where it chose calls, and gets no letter (promises: S-40, S-54)', async () => {
    const one = await aPublisher('speaking', 'telephone')
    await lose(one)
    const [call, ...more] = await callsFor(one)
    assert.ok(call && more.length === 0)
    assert.deepEqual([call.telephone, call.name, call.kind], ['+1 207 555 0133', null, 'proof-lost'])
    assert.match(call.says, /Ads stop there/)
    await noted(call.id, 'no')
    assert.equal((await callsFor(one))[0]?.dueAt.getTime(), t.clock.now().getTime() + 4 * hourMs)
    await noted(call.id, 'yes')
    assert.deepEqual(await callsFor(one), [])
    assert.deepEqual(await troubles(one), ['proof-lost'], 'told is not solved')
    await assert.rejects(noted(call.id, 'yes'), { code: 'publisher-call-over', status: 409 })
    await show(one)
    await look(one)
    assert.deepEqual(
      (await callsFor(one)).map(({ kind }) => kind),
      ['proof-found'],
    )
    await followWishes(t.ctx)
    await t.runJobs(handlers)
    assert.deepEqual(lettersTo(one.email), [])
  })

  test('is reached by the way that was chosen last, in both directions (promise: S-54)', async () => {
    const [caller, writer] = [await aPublisher('changing', 'telephone'), await aPublisher('altering', 'email')]
    await lose(caller)
    assert.equal((await callsFor(caller)).length, 1, 'negative control')
    const changed = EditOrganisationInput.parse(about('changing', 'email'))
    await editOrganisation(t.ctx, caller.owner, caller.id, changed)
    assert.deepEqual(await callsFor(caller), [], 'who wants letters now is not called')
    assert.equal(await followWishes(t.ctx), 1)
    await t.runJobs(handlers)
    assert.equal(lettersTo(caller.email).length, 1)

    await show(writer, false)
    t.clock.advanceMs(dayMs)
    await queueDueChecks(t.ctx)
    await t.runJobs(siteHandlers)
    await editOrganisation(t.ctx, writer.owner, writer.id, EditOrganisationInput.parse(about('altering', 'telephone')))
    await t.runJobs(handlers)
    assert.deepEqual([lettersTo(writer.email), (await callsFor(writer)).length], [[], 1])
  })

  test('is told by its technical contact, in the way that they chose', async () => {
    const one = await aPublisher('leading', 'telephone')
    const contact = { kind: 'technical', name: 'Tess', email: 'tess@harbour.example', preferredChannel: 'email' }
    await saveContact(t.ctx, one.owner, one.id, SaveContactInput.parse(contact))
    await t.runJobs(handlers)
    const before = lettersTo('tess@harbour.example').length
    await lose(one)
    assert.equal(lettersTo('tess@harbour.example').length, before + 1)
    assert.deepEqual([lettersTo(one.email), await callsFor(one)], [[], []])
  })

  test('hears that a site was refused, once, and nothing of what is over before anybody was told', async () => {
    const [one, other] = [await aPublisher('refused', 'email'), await aPublisher('resting', 'telephone')]
    await review(one, 'refused')
    await review(one, 'refused')
    assert.deepEqual(lettersTo(one.email), [`No ads on ${one.host}`])
    assert.deepEqual(await troubles(one), ['review-refused'])
    await review(one, 'approved')
    assert.deepEqual(await troubles(one), [])
    await lose(other)
    await show(other)
    await look(other)
    assert.deepEqual([await troubles(other), await callsFor(other)], [[], []])
    await lose(other)
    assert.equal((await callsFor(other)).length, 1, 'negative control')
    await retireSite(t.ctx, other.owner, other.site)
    assert.deepEqual([await troubles(other), await callsFor(other)], [[], []])
  })

  test('keeps that from others, and nothing of it stays when it goes', async () => {
    const one = await aPublisher('keeping', 'telephone')
    await lose(one)
    const stranger = await somebody('stranger')
    await assert.rejects(listTroubles(t.ctx, stranger, one.id), { code: 'organisation-not-found' })
    await assert.rejects(listPublisherCalls(t.ctx, one.owner), { status: 404 })
    await assert.rejects(notePublisherCall(t.ctx, one.owner, { trouble: 'ptr_x', reached: true }), { status: 404 })
    await assert.rejects(noted('ptr_nothing', 'yes'), { code: 'publisher-call-not-found', status: 404 })
    const shown = async () => (await shownTo(t.ctx, stores, one.id)).flatMap(({ store, rows }) => rows.map(() => store))
    assert.ok((await shown()).includes('ads_publisher_troubles'))
    await erase(t.ctx, stores, one.id)
    assert.deepEqual(await shown(), [])
  })

  test('learns of what staff reports of a site, a tag or a payment, by its way, until it is solved (promises: S-40, S-54)', async () => {
    const [writer, caller] = [await aPublisher('earning', 'email'), await aPublisher('trading', 'telephone')]
    const words = 'Your bank sent the payment back. Look at the account number.'
    const report = ({ id }: Publisher, more: object) =>
      reportPublisherTrouble(
        t.ctx,
        staff,
        ReportPublisherTroubleInput.parse({
          organisation: showOrganisationId({ kind: 'publisher', id }),
          words,
          ...more,
        }),
      )
    const { id } = await report(writer, { kind: 'payout' })
    await assert.rejects(report(writer, { kind: 'payout' }), { code: 'publisher-trouble-known', status: 409 })
    await report(caller, { kind: 'tag' })
    await report(caller, { kind: 'site', host: caller.host })
    await assert.rejects(report(writer, { kind: 'site', host: caller.host }), { code: 'trouble-site-unknown' })
    await t.runJobs(handlers)
    const [letter, ...more] = t.letters.filter(({ to }) => to === writer.email)
    assert.deepEqual([letter?.subject, more], ['A payment to you did not go through', []])
    assert.match((letter?.text ?? '').replaceAll(/\s+/g, ' '), /Your bank sent the payment back/)
    assert.deepEqual(lettersTo(caller.email), [])
    const waiting = (await listPublisherCalls(t.ctx, staff)).filter(({ says }) => says === words)
    assert.deepEqual(waiting.map(({ kind, host }) => [kind, host]).toSorted(), [
      ['site', caller.host],
      ['tag', null],
    ])
    const [shown] = await listTroubles(t.ctx, writer.owner, writer.id)
    assert.deepEqual([shown?.kind, shown?.says, shown?.toldAt === null], ['payout', words, false])
    const atDesk = (await listTroublesOfAll(t.ctx, staff)).find((one) => one.id === id)
    assert.deepEqual([atDesk?.isReported, atDesk?.organisation.name], [true, 'Harbour Light'])

    const solve = () =>
      solveReported(
        t.ctx,
        staff,
        SolvePublisherTroubleInput.parse({ trouble: id, solution: 'The number was corrected.' }),
      )
    const tries = await Promise.allSettled([solve(), solve()])
    assert.deepEqual(
      tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : [])),
      ['publisher-trouble-solved'],
    )
    assert.deepEqual(await troubles(writer), [])
    await report(writer, { kind: 'payout' })
    assert.deepEqual(await troubles(writer), ['payout'], 'what comes again is told again')
    await lose(caller)
    const lost = (await listTroublesOfAll(t.ctx, staff)).find(
      ({ kind, host }) => kind === 'proof-lost' && host === caller.host,
    )
    const found = SolvePublisherTroubleInput.parse({ trouble: lost?.id, solution: 'It is there again.' })
    await assert.rejects(solveReported(t.ctx, staff, found), { code: 'publisher-trouble-not-found' })
    await assert.rejects(solveReported(t.ctx, writer.owner, found), { code: 'page-not-found' })
    await assert.rejects(listTroublesOfAll(t.ctx, writer.owner), { code: 'page-not-found' })
    assert.throws(
      () =>
        ReportPublisherTroubleInput.parse({ organisation: 'pub_x', kind: 'payout', words: 'Card 4111 1111 1111 1111' }),
      { code: 'card-number' },
    )
  })
})
