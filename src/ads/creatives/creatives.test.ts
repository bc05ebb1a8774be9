import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { after, afterEach, before, suite, test } from 'node:test'
import { closeOrganisation, organisationHandlers } from '#accounts/organisations'
import type { Member } from '#accounts/people'
import { countersign, endAgreement, offerAgreement, signAgreement } from '#ads/agreements'
import { getOrder, orderHandlers } from '#ads/orders'
import { AskCreativesInput, askCreatives } from '#ads/publishers'
import { collectBlob, collectBlobs } from '#platform/blobs'
import { dayMs, hourMs, minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { readId } from '#platform/ids'
import { handle } from '#platform/jobs'
import {
  type Company,
  aCompany,
  again,
  anOffer,
  anOrder,
  inForce,
  read as readAgreement,
  signedOrder,
  somebody,
} from '#test/business'
import { type TestHouse, openTestCtx } from '#test/house'
import { drawing } from '#test/pictures'
import { type TestWeb, openTestWeb } from '#test/web'
import { approved, made, moving, read, roomStores, staged, words } from './creatives.fixtures.ts'
import {
  AllowCreativeInput,
  ChangeCreativeInput,
  DeclineCreativeInput,
  MakeCreativeInput,
  NameCreativesInput,
  allowCreative,
  approveCreative,
  areCreativesAccepted,
  changeCreative,
  creativeClosing,
  creativeHandlers,
  creativeHolder,
  creativesOfLine,
  declineCreative,
  deleteCreative,
  getCreativeToReview,
  listCreatives,
  listCreativesToReview,
  makeCreative,
  nameCreatives,
  offeredCreatives,
  openCreativeBytes,
  queueDueLooks,
  readyCreativesOf,
} from './index.ts'

const work = [...creativeHandlers, ...orderHandlers, handle(collectBlob, collectBlobs)]
const page: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Boots</h1>')
}
const leadingTo =
  (location: string): RequestListener =>
  (_request, response) => {
    response.writeHead(302, { location }).end()
  }

suite('creatives', () => {
  let t: TestHouse
  let web: TestWeb
  let ada: Company
  let bob: Company
  let pub: Company
  let staff: Member
  let other: Member
  let desk: Member
  before(async () => {
    web = await openTestWeb(['shop.example', 'www.shop.example', 'away.example'])
    t = await openTestCtx({ stores: roomStores, web })
    ada = await aCompany(t, 'ada', 'advertiser')
    bob = await aCompany(t, 'bob', 'advertiser')
    pub = await aCompany(t, 'pub', 'publisher')
    staff = await somebody(t, 'staff', 'moderator')
    other = await somebody(t, 'other', 'moderator')
    desk = await somebody(t, 'desk', 'billing', 'admin')
    await inForce(t, ada, desk)
    web.sites.set('shop.example', page)
  })
  after(async () => {
    await t.close()
    await web.close()
  })
  afterEach(() => {
    web.sites.clear()
    web.addresses.clear()
    web.sites.set('shop.example', page)
    t.clock.advanceMs(11 * minuteMs)
  })

  const change = (company: Company, id: string, more: object) =>
    read(t, company, id).then(({ newest }) =>
      changeCreative(
        t.ctx,
        company.owner,
        company.organisationId,
        id,
        null,
        ChangeCreativeInput.parse({ version: newest.version, ...more }),
      ),
    )
  const lineIdOf = (line: string) => readId('line', line)!
  const because = 'The picture shows somebody else’s trademark.'
  const decide = async (id: string, by = staff) => ({
    creative: id,
    revision: (await getCreativeToReview(t.ctx, by, id)).revision,
  })
  const decline = async (id: string) =>
    declineCreative(t.ctx, staff, DeclineCreativeInput.parse({ ...(await decide(id)), because }))
  const uses = async (id: string): Promise<readonly string[]> => {
    const { rows } = await t.database.pool.query<{ used_by: string }>(
      `select used_by from platform_blob_uses where split_part(used_by, ':', 2)::uuid in
         (select id from ads_creative_pictures where creative_id = $1) order by 1`,
      [readId('creative', id)],
    )
    return rows.map(({ used_by: usedBy }) => usedBy)
  }

  test('what is uploaded is understood, checked and waits; the file that came is gone', async () => {
    const id = await made(t, ada)
    const { newest, isInUse, steps } = await read(t, ada, id)
    assert.equal(newest.state, 'waiting')
    assert.deepEqual(newest.findings, [])
    assert.deepEqual(newest.landing.hops, [{ address: 'https://shop.example/boots', status: 200 }])
    assert.equal(isInUse, false)
    assert.deepEqual(
      newest.picture?.files.map(({ width, isStill }) => [width, isStill]),
      [
        [160, true],
        [320, true],
        [480, true],
        [600, true],
      ],
    )
    assert.ok((await uses(id)).length > 0 && (await uses(id)).every((use) => !use.endsWith(':upload')))
    assert.deepEqual(
      steps.map(({ what }) => what),
      ['made'],
    )
    const waiting = await listCreativesToReview(t.ctx, staff)
    assert.ok(waiting.some((one) => one.id === id && one.organisation.name === 'Harbour Light Press'))
  })

  test('what is wrong with a picture is said, and staff are not asked', async () => {
    const found = async (bytes: Buffer) => {
      const { newest } = await read(t, ada, await made(t, ada, {}, bytes))
      assert.equal(newest.state, 'refused')
      return newest.findings.map(({ check, gravity }) => `${check} ${gravity}`)
    }
    assert.deepEqual(await found(await drawing(150, 150)), ['size hindrance'])
    assert.deepEqual(await found(await moving(2, 1000, 0)), ['animation hindrance'])
    assert.deepEqual(await found(await moving(4, 1000, 5)), ['animation hindrance'])
    const { newest } = await read(t, ada, await made(t, ada, {}, await moving(4, 1000, 3)))
    assert.equal(newest.state, 'waiting', 'twelve seconds are short enough')
    assert.equal(newest.picture?.animationMs, 12_000)
    assert.ok(
      newest.picture?.files.some(({ isStill }) => isStill),
      'who wants less movement has a still one',
    )
  })

  test('a file that is no picture is refused at once, and one that breaks later says so', async () => {
    const notes = await staged(t, Buffer.from('no picture at all'))
    await assert.rejects(makeCreative(t.ctx, ada.owner, ada.organisationId, notes, words()), { name: 'Refusal' })
    const whole = await drawing()
    const torn = await read(t, ada, await made(t, ada, {}, whole.subarray(0, whole.length - 40)))
    assert.equal(torn.newest.state, 'refused')
    assert.equal(torn.newest.findings[0]?.check, 'picture')
    assert.equal((await uses(torn.id)).length, 0)
  })

  test('a landing page that leads inside, elsewhere, to a gigabyte or to nothing gets a reason', async () => {
    const cases: readonly (readonly [RequestListener | null, string | null])[] = [
      [leadingTo('https://127.0.0.1/'), 'landing-inside'],
      [leadingTo('https://169.254.169.254/latest/meta-data'), 'landing-inside'],
      [leadingTo('https://away.example/'), 'landing-elsewhere'],
      [leadingTo('http://shop.example/'), 'landing-not-secure'],
      [(_request, response) => void response.writeHead(404).end(), 'landing-not-found'],
      [
        (_request, response) => void response.writeHead(200, { 'content-type': 'application/zip' }).end('PK'),
        'landing-no-page',
      ],
      [
        (_request, response) => {
          response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000000000' }).write('x')
        },
        'landing-too-big',
      ],
      [null, 'landing-unreachable'],
      [leadingTo('https://www.shop.example/boots'), null],
    ]
    web.sites.set('away.example', page)
    web.sites.set('www.shop.example', page)
    for (const [site, problem] of cases) {
      if (site) web.sites.set('shop.example', site)
      else web.sites.delete('shop.example')
      const { newest } = await read(t, ada, await made(t, ada))
      assert.equal(newest.landing.problem, problem, String(problem))
      assert.equal(newest.state, problem === null ? 'waiting' : 'refused')
      assert.equal(newest.findings.filter(({ check }) => check === 'landing').length, problem === null ? 0 : 1)
      if (problem === null) assert.equal(newest.landing.hops.length, 2, 'every redirect is shown')
    }
  })

  test('an address that is not https is refused beside its field', () => {
    const parsed = MakeCreativeInput.safeParse({ ...words(), landingPage: 'http://shop.example/' })
    assert.deepEqual(
      parsed.error?.issues.map(({ path }) => path),
      [['landingPage']],
    )
  })

  test('its files are for whoever has a signed address that holds, and for everybody once it is approved', async () => {
    const id = await made(t, ada)
    const file = (await read(t, ada, id)).newest.picture?.files[0]
    const asked = { idText: id, version: 1, width: 160, isStill: true }
    const url = new URL(file?.src ?? '', 'http://x')
    const permit = { until: Number(url.searchParams.get('until')), sig: url.searchParams.get('sig') ?? '' }
    await assert.rejects(openCreativeBytes(t.ctx, asked), { code: 'creative-not-found' })
    await assert.rejects(openCreativeBytes(t.ctx, { ...asked, width: 320, ...permit }), { code: 'creative-not-found' })
    assert.equal((await openCreativeBytes(t.ctx, { ...asked, ...permit })).isOpen, false)
    t.clock.advanceMs(hourMs)
    await assert.rejects(openCreativeBytes(t.ctx, { ...asked, ...permit }), { code: 'creative-not-found' })
    await approveCreative(t.ctx, staff, await decide(id))
    assert.equal((await openCreativeBytes(t.ctx, asked)).isOpen, true)
    assert.equal((await read(t, ada, id)).newest.picture?.files[0]?.src, `/c/${id}-1/160.still.webp`)
    await decline(id)
    await assert.rejects(openCreativeBytes(t.ctx, asked), { code: 'creative-not-found' })
  })

  test('a change is a version that is looked at anew, while the approved one stays in use', async () => {
    const id = await approved(t, ada, staff)
    assert.deepEqual(await change(ada, id, {}), { version: 1 }, 'nothing is another')
    assert.deepEqual(await change(ada, id, { headline: 'Boots for rain' }), { version: 2 })
    await t.runJobs(work)
    const between = await read(t, ada, id)
    assert.equal(between.newest.state, 'waiting')
    assert.equal(between.inUse?.headline, 'Boots that stay dry')
    assert.equal(between.isInUse, true)
    await approveCreative(t.ctx, staff, await decide(id))
    const later = await read(t, ada, id)
    assert.equal(later.newest.state, 'approved')
    assert.equal(later.inUse, null)
    await assert.rejects(
      changeCreative(t.ctx, ada.owner, ada.organisationId, id, null, { version: 1, headline: 'Late' }),
      { code: 'creative-changed' },
    )
  })

  test('of two staff who decide at once one does, and the other is told', async () => {
    const id = await made(t, ada)
    const seen = await decide(id)
    const outcomes = await Promise.allSettled([
      approveCreative(t.ctx, staff, seen),
      declineCreative(t.ctx, other, { ...seen, because }),
      approveCreative(t.ctx, other, seen),
    ])
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.equal((outcome.reason as { code: string }).code, 'creative-decided')
    }
    const { newest, steps } = await read(t, ada, id)
    assert.equal(steps.length, 2)
    assert.ok(newest.state === 'approved' || newest.state === 'declined')
  })

  test('what is changed while it is approved is never approved unread', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const id = await made(t, ada)
      const seen = await decide(id)
      const changed = change(ada, id, { headline: 'Something else' })
      const outcomes = await Promise.allSettled([approveCreative(t.ctx, staff, seen), changed])
      assert.equal(outcomes[1]?.status, 'fulfilled')
      await t.runJobs(work)
      const { newest, inUse, isInUse } = await read(t, ada, id)
      assert.equal(newest.state, 'waiting')
      assert.equal(isInUse, outcomes[0]?.status === 'fulfilled')
      if (isInUse) assert.equal(inUse?.headline, 'Boots that stay dry')
    }
  })

  test('to whoever is nobody there a creative is none; staff without the role see no queue', async () => {
    const id = await made(t, ada)
    await assert.rejects(read(t, bob, id), { code: 'creative-not-found' })
    await assert.rejects(read(t, { ...ada, owner: bob.owner }, id), { code: 'organisation-not-found' })
    await assert.rejects(change(bob, id, { headline: 'Mine' }), { code: 'creative-not-found' })
    await assert.rejects(deleteCreative(t.ctx, bob.owner, bob.organisationId, id), { code: 'creative-not-found' })
    await assert.rejects(listCreativesToReview(t.ctx, ada.owner), { kind: 'not-found' })
    await assert.rejects(getCreativeToReview(t.ctx, ada.owner, id), { kind: 'not-found' })
    await assert.rejects(approveCreative(t.ctx, ada.owner, { creative: id, revision: 1 }), { kind: 'not-found' })
    await assert.rejects(listCreatives(t.ctx, pub.owner, pub.organisationId), { code: 'creatives-not-of-publishers' })
    assert.ok((await listCreatives(t.ctx, ada.owner, ada.organisationId)).some((one) => one.id === id))
  })

  test('a line names creatives of its advertiser; only approved ones are ready', async () => {
    const [waiting, ready, strange] = [await made(t, ada), await approved(t, ada, staff), await made(t, bob)]
    const { order, line } = await anOrder(t, ada)
    const name = (creatives: readonly string[], by = ada) =>
      nameCreatives(t.ctx, by.owner, ada.organisationId, NameCreativesInput.parse({ order, line, creatives }))
    await name([waiting, ready])
    assert.deepEqual(
      (await readyCreativesOf(t.ctx, [lineIdOf(line)])).map(({ headline }) => headline),
      ['Boots that stay dry'],
    )
    const { choices } = await creativesOfLine(t.ctx, ada.owner, ada.organisationId, order, line)
    assert.deepEqual(
      choices
        .filter(({ isNamed }) => isNamed)
        .map(({ isReady }) => isReady)
        .toSorted(),
      [false, true],
    )
    await assert.rejects(name([strange]), { code: 'creative-not-found' })
    await assert.rejects(name([ready], bob), { code: 'organisation-not-found' })
    await assert.rejects(
      nameCreatives(
        t.ctx,
        bob.owner,
        bob.organisationId,
        NameCreativesInput.parse({ order, line, creatives: [strange] }),
      ),
      { code: 'order-not-found' },
    )
    assert.equal((await readyCreativesOf(t.ctx, [lineIdOf(line)])).length, 1, 'nothing of it was taken')
    await name([])
    assert.deepEqual(await readyCreativesOf(t.ctx, [lineIdOf(line)]), [])
  })

  test('a creative of a signed order that is declined puts it into trouble, and a letter goes at once', async () => {
    const id = await approved(t, ada, staff)
    const { order, line } = await anOrder(t, ada)
    await nameCreatives(t.ctx, ada.owner, ada.organisationId, { order, line, creatives: [id] })
    await signedOrder(t, ada, desk, order)
    t.letters.length = 0
    await change(ada, id, { headline: 'Boots for rain' })
    await t.runJobs(work)
    await decline(id)
    await t.runJobs(work)
    assert.equal(t.letters.length, 0, 'what is in use goes on being shown')
    await decline(id)
    await t.runJobs(work)
    const { troubles } = await getOrder(t.ctx, ada.owner, order)
    assert.deepEqual(
      troubles.map(({ reason, stopsDelivery }) => [reason, stopsDelivery]),
      [['creative', true]],
    )
    assert.equal(t.letters.length, 1)
    assert.match(t.letters[0]?.text ?? '', /trademark/)
    assert.deepEqual(await readyCreativesOf(t.ctx, [lineIdOf(line)]), [])
  })

  test('a landing page is looked at every day; gone twice, nobody is led there and the advertiser hears of it', async () => {
    const id = await approved(t, ada, staff)
    const { order, line } = await anOrder(t, ada)
    await nameCreatives(t.ctx, ada.owner, ada.organisationId, { order, line, creatives: [id] })
    await signedOrder(t, ada, desk, order)
    const ready = async () => (await readyCreativesOf(t.ctx, [lineIdOf(line)])).length
    const look = async (ms: number) => {
      t.clock.advanceMs(ms)
      await queueDueLooks(t.ctx)
      await t.runJobs(work)
    }
    await look(dayMs + minuteMs)
    assert.equal(await ready(), 1)
    web.sites.delete('shop.example')
    await look(dayMs + minuteMs)
    assert.equal((await read(t, ada, id)).newest.landing.problem, 'landing-unreachable')
    assert.equal(await ready(), 1, 'it may pass')
    await look(hourMs + minuteMs)
    assert.equal(await ready(), 0)
    assert.equal((await getOrder(t.ctx, ada.owner, order)).troubles.length, 1)
    web.sites.set('shop.example', page)
    await look(dayMs + minuteMs)
    assert.equal(await ready(), 1)
    web.addresses.set('shop.example', ['10.0.0.7'])
    await look(dayMs + minuteMs)
    assert.equal(await ready(), 0, 'a page inside is lost at once')
    assert.deepEqual((await read(t, ada, id)).steps.map(({ what }) => what).slice(0, 3), [
      'landing-lost',
      'landing-found',
      'landing-lost',
    ])
  })

  test('a publisher who asks for it decides on each creative, version by version', async () => {
    const id = await approved(t, ada, staff)
    const { order, line } = await anOrder(t, ada)
    await nameCreatives(t.ctx, ada.owner, ada.organisationId, { order, line, creatives: [id] })
    const offered = async () =>
      (await offeredCreatives(t.ctx, pub.owner, pub.organisationId)).items.find((one) => one.id === id)
    const ready = async () => (await readyCreativesOf(t.ctx, [lineIdOf(line)], pub.organisationId)).length
    const allow = (yes: boolean, version = 1) =>
      allowCreative(
        t.ctx,
        pub.owner,
        pub.organisationId,
        AllowCreativeInput.parse({ creative: id, version, allow: yes }),
      )
    assert.equal(await offered(), undefined, 'drafts of others are nobody’s business')
    await assert.rejects(allow(true), { code: 'creative-not-found' })
    await signedOrder(t, ada, desk, order)
    assert.equal((await offered())?.isAllowed, null)
    assert.equal(await ready(), 1, 'who does not ask takes what staff approved')
    await askCreatives(t.ctx, pub.owner, pub.organisationId, AskCreativesInput.parse({ ask: 'on' }))
    assert.equal(await ready(), 0)
    await allow(true)
    assert.equal(await ready(), 1)
    await change(ada, id, { headline: 'Boots for rain' })
    await t.runJobs(work)
    assert.equal(await ready(), 1)
    await approveCreative(t.ctx, staff, await decide(id))
    assert.equal(await ready(), 0, 'they have not seen this one')
    await assert.rejects(allow(true, 1), { code: 'creative-changed' })
    await allow(false, 2)
    await askCreatives(t.ctx, pub.owner, pub.organisationId, AskCreativesInput.parse({}))
    assert.equal(await ready(), 0, 'a no holds')
    assert.equal((await readyCreativesOf(t.ctx, [lineIdOf(line)])).length, 1, 'elsewhere it is ready')
    await assert.rejects(offeredCreatives(t.ctx, ada.owner, ada.organisationId), { code: 'creatives-of-others-only' })
  })

  test('a deleted creative goes with its files; one of a signed order stays as long as the order, and is not shown', async () => {
    const plain = await approved(t, ada, staff)
    const { rows } = await t.database.pool.query<{ hash: string }>(
      `select hash from ads_creative_files join ads_creative_pictures p on p.id = picture_id where creative_id = $1`,
      [readId('creative', plain)],
    )
    const draft = await anOrder(t, ada)
    await nameCreatives(t.ctx, ada.owner, ada.organisationId, { ...draft, creatives: [plain] })
    assert.deepEqual(await deleteCreative(t.ctx, ada.owner, ada.organisationId, plain), { stays: false })
    await assert.rejects(read(t, ada, plain), { code: 'creative-not-found' })
    assert.equal((await uses(plain)).length, 0)
    assert.ok(rows.length > 0)

    const id = await approved(t, ada, staff)
    const { order, line } = await anOrder(t, ada)
    await nameCreatives(t.ctx, ada.owner, ada.organisationId, { order, line, creatives: [id] })
    await signedOrder(t, ada, desk, order)
    assert.deepEqual(await deleteCreative(t.ctx, ada.owner, ada.organisationId, id), { stays: true })
    assert.deepEqual(await readyCreativesOf(t.ctx, [lineIdOf(line)]), [])
    assert.ok((await read(t, ada, id)).withdrawnAt)
    await assert.rejects(change(ada, id, { headline: 'Back' }), { code: 'creative-withdrawn' })
    assert.ok(!(await listCreatives(t.ctx, ada.owner, ada.organisationId)).some((one) => one.id === id))
    assert.equal(await creativeHolder.retain?.(t.ctx), 0)
    await t.database.pool.query('delete from ads_orders where id = $1', [readId('order', order)])
    assert.equal(await creativeHolder.retain?.(t.ctx), 1)
    await assert.rejects(read(t, ada, id), { code: 'creative-not-found' })
  })

  test('nothing is accepted from a network before both sides have signed its agreement, nor after its end (promise: S-42)', async () => {
    const net = await aCompany(t, 'net', 'network')
    const { owner, organisationId } = net
    const refused = { kind: 'conflict', code: 'creative-without-agreement', message: /page of agreements/ }
    const accepted = () => areCreativesAccepted(t.ctx, owner, organisationId)
    const { id: agreement } = await offerAgreement(t.ctx, desk, anOffer(net))
    await assert.rejects(made(t, net), refused, 'offered')
    await signAgreement(t.ctx, await again(t, owner.personId), await readAgreement(t, owner, agreement))
    await assert.rejects(made(t, net), refused, 'signed by one side')
    assert.deepEqual([await accepted(), await listCreatives(t.ctx, owner, organisationId)], [false, []])
    await countersign(t.ctx, await again(t, desk.personId), await readAgreement(t, desk, agreement, 'Grace Hopper'))
    assert.equal(await accepted(), true)
    const [taken, waiting] = [await approved(t, net, staff), await made(t, net)]
    assert.equal((await read(t, net, taken)).newest.state, 'approved')

    const reason = 'We no longer buy here.'
    await endAgreement(t.ctx, await again(t, owner.personId), { agreement, side: 'them', reason })
    assert.equal(await accepted(), false)
    await assert.rejects(made(t, net), refused, 'over')
    await assert.rejects(change(net, taken, { headline: 'Boots for rain' }), refused)
    await assert.rejects(approveCreative(t.ctx, staff, await decide(waiting)), refused)
    await decline(waiting)
    assert.deepEqual(await deleteCreative(t.ctx, owner, organisationId, taken), { stays: false }, 'it may always leave')
    const advertiser = await aCompany(t, 'new', 'advertiser')
    assert.ok(await made(t, advertiser), 'an advertiser signs its terms with its first order')
    await assert.rejects(areCreativesAccepted(t.ctx, pub.owner, pub.organisationId), {
      code: 'creatives-not-of-publishers',
    })
  })

  test('with an organisation its creatives end, and go with it', async () => {
    const eve = await aCompany(t, 'eve', 'advertiser')
    const id = await made(t, eve)
    assert.deepEqual(await creativeClosing.whatCloses(t.ctx, eve.organisationId), [{ what: 'creatives', count: 1 }])
    await closeOrganisation(t.ctx, await again(t, eve.owner.personId), eve.organisationId)
    await t.runJobs([...work, ...organisationHandlers([creativeClosing])])
    assert.equal((await uses(id)).length, 0)
    const fay = await aCompany(t, 'fay', 'advertiser')
    const another = await made(t, fay)
    await inTransaction(t.ctx, async (tx) => creativeHolder.erase?.(tx, fay.organisationId))
    await assert.rejects(read(t, fay, another), { code: 'creative-not-found' })
  })
})
