import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { after, afterEach, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Member, actorOf, createMember, visitor } from '#accounts/people'
import {
  createOrganisation,
  CreateOrganisationInput,
  type OrganisationKind,
  closeOrganisation,
  organisationHandlers,
  showOrganisationId,
} from '#accounts/organisations'
import { EndAgreementInput, endAgreement } from '#ads/agreements'
import type { StaffRole } from '#accounts/roles'
import { dayMs, hourMs, minuteMs } from '#platform/clock'
import type { Id } from '#platform/ids'
import { outsideStores } from '#platform/outside'
import { type TestHouse, openTestCtx, rowCounts } from '#test/house'
import { erase, expireRows, shownTo } from '#test/rights'
import { type TestWeb, openTestWeb } from '#test/web'
import { again, inForce, businessStores } from '#test/business'
import {
  AddSiteInput,
  ReviewSiteInput,
  addSite,
  checkNow,
  findServingSite,
  getSite,
  listSites,
  listSitesToReview,
  queueDueChecks,
  retireSite,
  reviewSite,
  siteClosing,
  siteHandlers,
  siteStores,
} from './index.ts'

const stores = [...businessStores, ...outsideStores, ...siteStores]
const hosts = Array.from({ length: 40 }, (_, at) => `site${at}.example`)
const idn = 'xn--bcher-kva.example'

let t: TestHouse
let web: TestWeb
let ada: Member
let eve: Member
let moderator: Member
let adas: Id<'organisation'>
let eves: Id<'organisation'>
let used = 0

before(async () => {
  web = await openTestWeb([...hosts, ...hosts.map((host) => `www.${host}`), idn])
  t = await openTestCtx({ stores, web, environment: { ORIGIN: 'http://localhost:3000' } })
  ada = await aMember('ada')
  eve = await aMember('eve')
  moderator = await aMember('moderator', ['moderator'])
  adas = await founded(ada)
  await bind(ada, adas)
  eves = await founded(eve)
  await bind(eve, eves)
})
after(async () => {
  await t.close()
  await web.close()
})
afterEach(() => {
  for (const part of [web.sites, web.addresses, web.texts, web.deaf]) part.clear()
})

async function aMember(username: string, roles: readonly StaffRole[] = []): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true, roles }
  return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
}
async function founded(owner: Member, kind: OrganisationKind = 'publisher'): Promise<Id<'organisation'>> {
  const input = CreateOrganisationInput.parse({
    kind,
    name: 'Harbour Light',
    country: 'US',
    email: 'a@harbour.example',
  })
  return (await createOrganisation(t.ctx, owner, input)).organisationId
}

/** Both sides sign: nothing is shown on sites of others. @returns `agr_…` */
async function bind(owner: Member, organisationId: Id<'organisation'>): Promise<string> {
  const billing = await again(t, (await aMember(`billing-${owner.username}`, ['billing'])).personId)
  const shownId = showOrganisationId({ kind: 'publisher', id: organisationId })
  return inForce(t, { owner, organisationId, shownId, kind: 'publisher' }, billing)
}

const freshHost = (): string => hosts[used++] ?? assert.fail('more hosts, please')
/** A site on a host that nobody had before. */
async function aSite(actor = ada, organisationId = adas, host = freshHost()) {
  const { id } = await addSite(t.ctx, actor, organisationId, AddSiteInput.parse({ host }))
  return { id, host, ...(await getSite(t.ctx, actor, id)).instructions }
}
const answering =
  (pages: Readonly<Record<string, string | RequestListener>>, type = 'text/plain'): RequestListener =>
  (request, response) => {
    const page = pages[request.url ?? '']
    if (typeof page === 'function') page(request, response)
    else if (page === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<p>Not here</p>')
    else response.writeHead(200, { 'content-type': type }).end(page)
  }
const wellKnown = '/.well-known/vitrine-site-proof.txt'
const proving = (site: { readonly wellKnown: { readonly content: string } }): RequestListener =>
  answering({ [wellKnown]: site.wellKnown.content })
async function check(site: { readonly id: string }, actor = ada) {
  t.ctx.throttle.forget({ name: 'ads.check-sites', tries: 30, withinMs: 1 }, adas).catch(() => {})
  await checkNow(t.ctx, actor, site.id)
  await t.runJobs(siteHandlers)
  return getSite(t.ctx, actor, site.id)
}
const approve = (site: { readonly id: string }) =>
  reviewSite(t.ctx, moderator, site.id, ReviewSiteInput.parse({ review: 'approved', vertical: '653' }))
const serves = async (host: string): Promise<boolean> => (await findServingSite(t.ctx, host)) !== null
/** A site that shows ads, and its proof by the file. */
async function aServingSite() {
  const site = await aSite()
  web.sites.set(site.host, proving(site))
  await check(site)
  await approve(site)
  assert.equal(await serves(site.host), true)
  return site
}
const saidOf = (shown: Awaited<ReturnType<typeof getSite>>, method: string): string =>
  shown.checks.find((each) => each.method === method)?.said ?? assert.fail(`no look at ${method}`)

describe('a site is proven', () => {
  test('by a line in ads.txt, with OWNERDOMAIN, as the instructions say it', async () => {
    const site = await aSite()
    assert.match(site.adsTxt.lines[1] ?? '', /^localhost, [a-z2-7]{26}, DIRECT$/)
    assert.deepEqual(site.adsTxt.lines[0], `OWNERDOMAIN=${site.host}`)
    web.sites.set(site.host, answering({ '/ads.txt': `# ours\r\n${site.adsTxt.lines.join('\r\n')}\r\n` }))
    const shown = await check(site)
    assert.equal(shown.state, 'proven')
    assert.equal(shown.proofMethod, 'ads-txt')
  })

  test('by a tag in the head of its first page', async () => {
    const site = await aSite()
    const page = `<!doctype html><html><head><title>Hi</title>${site.meta.tag}</head><body></body></html>`
    web.sites.set(site.host, answering({ '/': page }, 'text/html; charset=utf-8'))
    assert.equal((await check(site)).proofMethod, 'meta')
  })

  test('by a file at a well-known address', async () => {
    const site = await aSite()
    assert.equal(site.wellKnown.address, `https://${site.host}${wellKnown}`)
    web.sites.set(site.host, answering({ [wellKnown]: `${site.wellKnown.content}\n` }))
    assert.equal((await check(site)).proofMethod, 'well-known')
  })

  test('by an entry in the DNS, also where no server answers', async () => {
    const site = await aSite()
    web.texts.set(site.dns.name, ['v=spf1 -all', site.dns.value])
    const shown = await check(site)
    assert.equal(shown.proofMethod, 'dns')
    assert.match(saidOf(shown, 'meta'), /knows no address/)
  })

  test('by http where nobody answers on https, and through its own www', async () => {
    const site = await aSite()
    web.sites.set(site.host, (_request, response) => {
      response.writeHead(301, { location: `http://www.${site.host}${wellKnown}` }).end()
    })
    web.sites.set(`www.${site.host}`, proving(site))
    web.deaf.add(`${site.host}:443`)
    assert.equal((await check(site)).state, 'proven')
  })

  test('with a name of any script', async () => {
    const site = await aSite(ada, adas, 'https://Bücher.example/')
    web.sites.set(idn, proving({ wellKnown: site.wellKnown }))
    const shown = await check(site)
    assert.equal(shown.host, idn)
    assert.equal(shown.state, 'proven')
    assert.equal(site.dns.name, `_vitrine-site-proof.${idn}`)
  })
})

describe('a site is not proven, and is told why,', () => {
  const stillUnproven = async (
    pages: (site: Awaited<ReturnType<typeof aSite>>) => RequestListener,
    method: string,
    says: RegExp,
  ): Promise<void> => {
    const site = await aSite()
    web.sites.set(site.host, pages(site))
    const shown = await check(site)
    assert.equal(shown.state, 'unproven')
    assert.match(saidOf(shown, method), says)
    assert.equal(shown.nextCheckAt, null)
  }

  test('by the code of another', async () => {
    const other = await aSite()
    await stillUnproven(() => proving(other), 'well-known', /something else/)
    await stillUnproven(() => answering({ '/ads.txt': other.adsTxt.lines[1] ?? '' }), 'ads-txt', /another number/)
    await stillUnproven(() => answering({ '/': `<head>${other.meta.tag}</head>` }, 'text/html'), 'meta', /another code/)
  })

  test('by a 404', () => stillUnproven(() => answering({}), 'ads-txt', /status 404/))

  test('by HTML instead of text, whatever it says it is', async () => {
    await stillUnproven(
      (site) => answering({ '/ads.txt': `<pre>\n${site.adsTxt.lines.join('\n')}` }, 'text/html'),
      'ads-txt',
      /text\/html instead of text\/plain/,
    )
    await stillUnproven(
      (site) => answering({ '/ads.txt': `<pre>\n${site.adsTxt.lines.join('\n')}` }),
      'ads-txt',
      /page of HTML/,
    )
  })

  test('by what visitors may have written into a page', () =>
    stillUnproven(
      (site) => answering({ '/': `<head></head><body>${site.meta.tag}</body>` }, 'text/html'),
      'meta',
      /no such tag/,
    ))

  test('by a redirect into a private network', async () => {
    for (const inside of ['http://127.0.0.1/', 'https://169.254.169.254/latest/', 'https://[::1]/']) {
      const site = await aSite()
      web.sites.set(site.host, (_request, response) => void response.writeHead(302, { location: inside }).end())
      const before = web.asked.length
      const shown = await check(site)
      assert.equal(shown.state, 'unproven')
      assert.match(saidOf(shown, 'ads-txt'), /down to|another site|not public/)
      assert.ok(web.asked.slice(before).every((address) => address.startsWith(`https://${site.host}/`)))
    }
    // A part of its own name that leads inside is no other site, and is not reached all the same.
    const site = await aSite()
    web.sites.set(site.host, (_request, response) => {
      response.writeHead(302, { location: `https://www.${site.host}/` }).end()
    })
    web.addresses.set(`www.${site.host}`, ['10.0.0.7'])
    assert.match(saidOf(await check(site), 'ads-txt'), /not public: a private network/)
  })

  test('by a proof on another site', () =>
    stillUnproven(
      (site) => (_request, response) => {
        web.sites.set('site39.example', proving(site))
        response.writeHead(302, { location: `https://site39.example${wellKnown}` }).end()
      },
      'well-known',
      /another site/,
    ))

  test('by a page of a gigabyte, said or packed', async () => {
    const giant: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': String(1_000_000_000) })
      response.write('x')
    }
    const bomb: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' })
      response.end(gzipSync(Buffer.alloc(10_000_000)))
    }
    for (const page of [giant, bomb]) {
      await stillUnproven(() => answering({ '/ads.txt': page }), 'ads-txt', /larger than 1 MB/)
    }
  })
})

describe('a host', () => {
  const refused = [
    '',
    'localhost',
    'example',
    '127.0.0.1',
    '0x7f.1',
    '[::1]',
    'site.example:8080',
    'https://site.example/blog',
    'user@site.example',
    'site.example?x',
    'a b.example',
    'printer.local',
    'router.internal',
    'hidden.onion',
    '1.0.0.10.in-addr.arpa',
    '-site.example',
    `${'a'.repeat(64)}.example`,
    '*.example.org',
    'ftp://site.example',
  ]
  for (const host of refused) {
    test(`is refused with a reason: ${host.slice(0, 30) || 'nothing'}`, () => {
      const { error } = AddSiteInput.safeParse({ host })
      assert.match(error?.issues[0]?.message ?? '', /[a-z]\.$/)
    })
  }
  for (const [typed, host] of [
    ['WWW.Site.Example', 'www.site.example'],
    [' https://site.example/ ', 'site.example'],
    ['site.example.', 'site.example'],
    ['bücher.example', idn],
    ['BÜCHER。example', idn],
  ] as const) {
    test(`is taken as the DNS writes it: ${typed.trim()}`, () =>
      assert.equal(AddSiteInput.parse({ host: typed }).host, host))
  }
})

describe('ads', () => {
  test('are shown on a site that is proven and approved, on that very host, and on no other', async () => {
    const site = await aSite()
    web.sites.set(site.host, proving(site))
    await approve(site)
    assert.equal(await serves(site.host), false, 'approved and not proven')
    await check(site)
    const serving = await findServingSite(t.ctx, site.host)
    assert.equal(serving?.organisationId, adas)
    assert.equal(serving?.vertical, '653')
    assert.equal(await serves(`www.${site.host}`), false)
    await reviewSite(t.ctx, moderator, site.id, ReviewSiteInput.parse({ review: 'refused', childDirected: true }))
    assert.equal(await serves(site.host), false, 'for children')
  })

  test('stop at most a quarter of an hour after the proof was seen lost', async () => {
    const site = await aServingSite()
    web.sites.set(site.host, answering({}))
    t.clock.advanceMs(dayMs)
    const seenAt = t.clock.now().getTime()
    const shown = await check(site)
    assert.equal(shown.state, 'lost')
    assert.equal(shown.lostSeenAt?.getTime(), seenAt)
    assert.ok((shown.stopsAt?.getTime() ?? Infinity) <= seenAt + 15 * minuteMs)
    t.clock.advanceMs(15 * minuteMs)
    assert.equal(await serves(site.host), false)
    const later = t.ctx.db
      .updateTable('ads_sites')
      .set({ stops_at: new Date(seenAt + 15 * minuteMs + 1) })
      .where('host', '=', site.host)
    await assert.rejects(later.execute(), /check constraint/, 'the database takes no later instant')
  })

  test('go on where the proof is back at the second look, five minutes later', async () => {
    const site = await aServingSite()
    web.sites.set(site.host, answering({}))
    t.clock.advanceMs(hourMs)
    assert.equal((await check(site)).state, 'lost')
    assert.equal(await serves(site.host), true, 'a slip can be mended')
    web.sites.set(site.host, proving(site))
    const nextCheckAt = (await getSite(t.ctx, ada, site.id)).nextCheckAt?.getTime()
    t.clock.advanceMs(5 * minuteMs)
    assert.equal(nextCheckAt, t.clock.now().getTime())
    assert.ok((await queueDueChecks(t.ctx)) > 0)
    await t.runJobs(siteHandlers)
    const shown = await getSite(t.ctx, ada, site.id)
    assert.equal(shown.state, 'proven')
    assert.equal(shown.stopsAt, null)
  })

  test('go on while the server of a site is down, and stop after three days of it', async () => {
    const site = await aServingSite()
    web.sites.set(site.host, (_request, response) => void response.writeHead(503).end())
    t.clock.advanceMs(dayMs)
    assert.equal((await check(site)).state, 'proven')
    assert.equal(await serves(site.host), true)
    t.clock.advanceMs(2 * dayMs)
    assert.equal(await serves(site.host), false, 'also before anybody has looked')
    assert.equal((await check(site)).state, 'lost')
  })

  test('stop at once on a site that is given up, which then stays so', async () => {
    const site = await aServingSite()
    await retireSite(t.ctx, ada, site.id)
    assert.equal(await serves(site.host), false)
    await assert.rejects(retireSite(t.ctx, ada, site.id), { code: 'site-retired' })
    await assert.rejects(checkNow(t.ctx, ada, site.id), { code: 'site-retired' })
    await assert.rejects(approve(site), { code: 'site-retired' })
    const again = await aSite(ada, adas, site.host)
    assert.notEqual(again.wellKnown.content, site.wellKnown.content, 'with another code')
  })
  test('wait for an agreement in force, and stop with it and with whoever owns the site (promise: S-31)', async () => {
    const owner = await aMember('owner-of-all')
    const organisationId = await founded(owner)
    const site = await aSite(owner, organisationId)
    web.sites.set(site.host, proving(site))
    await check(site, owner)
    await approve(site)
    const shown = async () => {
      const { mayServe, isBound } = await getSite(t.ctx, owner, site.id)
      return { mayServe, isBound, serves: await serves(site.host) }
    }
    assert.deepEqual(await shown(), { mayServe: true, isBound: false, serves: false })
    const agreement = await bind(owner, organisationId)
    assert.deepEqual(await shown(), { mayServe: true, isBound: true, serves: true })
    const proven = await again(t, owner.personId)
    const input = EndAgreementInput.parse({ agreement, side: 'them', reason: 'We sell the site.' })
    await endAgreement(t.ctx, proven, input)
    assert.deepEqual(await shown(), { mayServe: true, isBound: false, serves: false })
  })

  test('stop when their organisation is closed, before its sites are given up, and then with them', async () => {
    const owner = await aMember('closer')
    const organisationId = await founded(owner)
    const site = await aSite(owner, organisationId)
    web.sites.set(site.host, proving(site))
    await bind(owner, organisationId)
    await check(site, owner)
    await approve(site)
    assert.equal(await serves(site.host), true, 'the control')
    assert.deepEqual(await siteClosing.whatCloses(t.ctx, organisationId), [{ what: 'sites', count: 1 }])
    await closeOrganisation(t.ctx, await again(t, owner.personId), organisationId)
    assert.equal(await serves(site.host), false, 'at once, whenever the work is done')
    await t.runJobs(organisationHandlers([siteClosing]))
    assert.equal((await getSite(t.ctx, owner, site.id)).state, 'retired')
    assert.deepEqual(await siteClosing.whatCloses(t.ctx, organisationId), [{ what: 'sites', count: 0 }])
  })
})

test('a site is looked at every day, each at a time of its own', async () => {
  const site = await aServingSite()
  const first = (await getSite(t.ctx, ada, site.id)).nextCheckAt?.getTime() ?? 0
  const aheadMs = first - t.clock.now().getTime()
  assert.ok(aheadMs >= hourMs && aheadMs <= 25 * hourMs)
  t.clock.advanceMs(aheadMs)
  await queueDueChecks(t.ctx)
  await t.runJobs(siteHandlers)
  const next = (await getSite(t.ctx, ada, site.id)).nextCheckAt?.getTime()
  assert.equal(next, first + dayMs)
  assert.equal(await queueDueChecks(t.ctx), 0)
})

describe('a host that two claim', () => {
  /** A server on which both have put their proof. */
  const both = (one: { readonly wellKnown: { readonly content: string } }, other: typeof one): RequestListener =>
    answering({
      [wellKnown]: one.wellKnown.content,
      '/ads.txt': `localhost, ${other.wellKnown.content}, DIRECT`,
    })

  test('belongs to whoever proved it first, until that proof is lost; then the other has it at once', async () => {
    const host = freshHost()
    const first = await aSite(ada, adas, host)
    const second = await aSite(eve, eves, host)
    web.sites.set(host, both(first, second))
    await check(first)
    await approve(first)
    const waiting = await check(second, eve)
    assert.equal(waiting.state, 'unproven')
    assert.match(saidOf(waiting, 'ads-txt'), /Another organisation has proven this host/)
    await approve(second)
    assert.equal((await findServingSite(t.ctx, host))?.organisationId, adas)

    web.sites.set(host, answering({ '/ads.txt': `localhost, ${second.wellKnown.content}, DIRECT` }))
    t.clock.advanceMs(minuteMs)
    // The look at the second follows from the loss of the first, without anybody asking.
    assert.equal((await check(first)).state, 'lost')
    assert.equal((await getSite(t.ctx, eve, second.id)).state, 'proven')
    assert.equal((await findServingSite(t.ctx, host))?.organisationId, eves)

    web.sites.set(host, both(first, second))
    assert.equal((await check(first)).state, 'lost', 'and the first waits now')
  })

  test('belongs to one of two who prove it at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const host = freshHost()
      const sites = [await aSite(ada, adas, host), await aSite(eve, eves, host)] as const
      web.sites.set(host, both(...sites))
      await Promise.all([checkNow(t.ctx, ada, sites[0].id), checkNow(t.ctx, eve, sites[1].id)])
      const run = siteHandlers.find(({ name }) => name === 'ads.check-site') ?? assert.fail()
      const numbers = await t.ctx.db.selectFrom('ads_sites').where('host', '=', host).select('id').execute()
      await Promise.all([...numbers, ...numbers].map(({ id }) => run.run(t.ctx, { siteId: id })))
      const states = [(await getSite(t.ctx, ada, sites[0].id)).state, (await getSite(t.ctx, eve, sites[1].id)).state]
      assert.deepEqual(states.toSorted(), ['proven', 'unproven'])
      await t.runJobs(siteHandlers)
    }
  })

  test('is not proven twice whatever the program does', async () => {
    const host = freshHost()
    const sites = [await aSite(ada, adas, host), await aSite(eve, eves, host)]
    assert.equal(sites.length, 2)
    const proven = { state: 'proven', proof_method: 'dns', proven_at: t.clock.now(), seen_at: t.clock.now() } as const
    await assert.rejects(
      t.ctx.db.updateTable('ads_sites').set(proven).where('host', '=', host).execute(),
      /ads_sites_proven/,
    )
  })
})

describe('a refusal', () => {
  const changesNothing = async (doing: () => Promise<unknown>, code: string): Promise<void> => {
    const before = await rowCounts(t)
    await assert.rejects(doing, { code })
    assert.deepEqual(await rowCounts(t), before)
  }

  test('of whoever is nobody there is that of a site that does not exist', async () => {
    const site = await aSite()
    const stranger = await aMember('stranger')
    const nobodys = site.id.slice(0, -4) + 'zzzz'
    for (const id of [site.id, nobodys, 'sit_nonsense']) {
      await changesNothing(() => getSite(t.ctx, stranger, id), 'site-not-found')
      await changesNothing(() => checkNow(t.ctx, stranger, id), 'site-not-found')
      await changesNothing(() => retireSite(t.ctx, stranger, id), 'site-not-found')
    }
    await changesNothing(() => getSite(t.ctx, eve, site.id), 'site-not-found')
    await changesNothing(() => listSites(t.ctx, stranger, adas), 'organisation-not-found')
    await changesNothing(() => addSite(t.ctx, stranger, adas, { host: 'a.example' }), 'organisation-not-found')
    await changesNothing(() => addSite(t.ctx, visitor, adas, { host: 'a.example' }), 'sign-in-needed')
    await changesNothing(() => approve({ id: nobodys }), 'site-not-found')
  })

  test('of a second site on one host, of one of an advertiser, and of reviews by others leaves everything as it was', async () => {
    const site = await aSite()
    await changesNothing(() => addSite(t.ctx, ada, adas, { host: site.host }), 'site-already-there')
    const advertiser = await founded(ada, 'advertiser')
    await changesNothing(() => addSite(t.ctx, ada, advertiser, { host: 'b.example' }), 'sites-of-publishers')
    const review = (actor: Member, input: object) =>
      reviewSite(t.ctx, actor, site.id, ReviewSiteInput.parse({ review: 'approved', ...input }))
    await changesNothing(() => review(ada, { vertical: '1' }), 'page-not-found')
    await changesNothing(() => review(moderator, { vertical: '1', childDirected: true }), 'child-directed')
    await changesNothing(() => review(moderator, {}), 'vertical-missing')
    assert.equal(ReviewSiteInput.safeParse({ review: 'approved', vertical: '999999' }).success, false)
    await assert.rejects(listSitesToReview(t.ctx, ada), { code: 'page-not-found' })
  })

  test('comes where somebody lets us knock too often', async () => {
    const site = await aSite()
    for (let tries = 0; tries < 5; tries++) await checkNow(t.ctx, ada, site.id)
    await changesNothing(() => checkNow(t.ctx, ada, site.id), 'too-many-tries')
    await t.runJobs(siteHandlers)
  })
})

test('staff see what is proven and waits, and no more', async () => {
  const site = await aSite()
  const isListed = async () => (await listSitesToReview(t.ctx, moderator)).some(({ id }) => id === site.id)
  assert.equal(await isListed(), false)
  web.sites.set(site.host, proving(site))
  await check(site)
  assert.equal(await isListed(), true)
  await approve(site)
  assert.equal(await isListed(), false)
})

test('sites go with their organisation, a given up one after 90 days, and staff is taken out of what it decided', async () => {
  const kept = await aServingSite()
  const gone = await aServingSite()
  await retireSite(t.ctx, ada, gone.id)
  const tables = async () =>
    Object.fromEntries((await shownTo(t.ctx, stores, adas)).map((each) => [each.store, each.rows]))
  assert.ok((await tables())['ads_sites']?.length)
  assert.ok((await tables())['ads_site_checks']?.length)
  const hasHost = async (host: string): Promise<boolean> =>
    (await t.ctx.db.selectFrom('ads_sites').where('host', '=', host).select('id').execute()).length > 0
  t.clock.advanceMs(90 * dayMs + hourMs)
  await expireRows(t.ctx, siteStores)
  assert.equal(await hasHost(gone.host), false)
  assert.equal(await hasHost(kept.host), true)
  const old = await t.ctx.db.selectFrom('ads_site_checks').select('site_id').execute()
  assert.deepEqual(old, [], 'what looks gave goes by itself')

  const reviewer = await aMember('reviewer', ['moderator'])
  await reviewSite(t.ctx, reviewer, kept.id, ReviewSiteInput.parse({ review: 'refused' }))
  await erase(t.ctx, siteStores, reviewer.personId)
  const by = await t.ctx.db.selectFrom('ads_site_reviews').where('by_person_id', '=', reviewer.personId).execute()
  assert.deepEqual(by, [])
  assert.equal(await hasHost(kept.host), true)

  await erase(t.ctx, siteStores, adas)
  assert.equal(await hasHost(kept.host), false)
  assert.ok((await listSites(t.ctx, eve, eves)).length > 0, 'those of others stay')
})
