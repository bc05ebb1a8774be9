import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { allStores } from '#app'
import {
  type Disagreement,
  type FoundInBrowser,
  type FoundJob,
  browserDisagreements,
  disagreementInWords,
  fileDisagreements,
  hostDisagreements,
  letterDisagreements,
  logLineDisagreements,
  queueDisagreements,
} from '#declaration'
import { memberByUsername } from '#accounts/people'
import { type StaffRole, staffRoles } from '#accounts/roles'
import { findBlobUses } from '#platform/blobs'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'
import { findQueued } from '#platform/jobs'
import { listOutbox } from '#platform/mail'
import { findFiles } from '#platform/storage'
import { openBrowser } from '#test/browser'
import { fillSignUp, linkTo, makeKey, makeMember, send, signInBy, until, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { signInAsStaff } from '#test/staff'
import { foundInBrowser, recordOutgoing, sentKinds, watchHosts } from '#test/watch'
import { openTestWire } from '../../src/wire/wire.fixtures.ts'
import { besideDatabase } from '../journeys/bad-input.fixtures.ts'
import { fill, pageRoutes, siteRoutes, wireRoutes } from './crawl.fixtures.ts'

const root = join(import.meta.dirname, '../..')
const inWords = (found: readonly Disagreement[]): readonly string[] => [...new Set(found.map(disagreementInWords))]
/** Long enough for every page in every role. */
const patience = { timeout: 1_400_000 }

/** Somebody who goes through all addresses. */
interface Walker {
  readonly name: string
  readonly whose: FoundInBrowser['whose']
  readonly context: BrowserContext
  readonly page: Page
}

describe('a walk through every address in every role', () => {
  const outgoing = recordOutgoing()
  const inBrowsers: FoundInBrowser[] = []
  const spokenTo = new Set<string>()
  const policyBreaches: string[] = []
  const broken: string[] = []
  /** `role status address` */
  const seen: string[] = []
  let waiting: readonly FoundJob[] = []
  let person = ''
  let patterns: { readonly pages: readonly string[]; readonly others: readonly string[] }
  let product: Product
  let browser: Browser

  async function come(name: string, whose: FoundInBrowser['whose']): Promise<Walker> {
    const context = await browser.newContext({ baseURL: product.origin })
    const hosts = watchHosts(context, product.origin)
    const page = await context.newPage()
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) policyBreaches.push(`${name}: ${message.text()}`)
    })
    context.on('close', () => hosts.forEach((host) => spokenTo.add(host)))
    return { name, whose, context, page }
  }

  /** Everything that is queued while nobody does the work, so that the payloads can be looked at. */
  async function fillQueue(): Promise<void> {
    const idle = await startProduct({
      environment: { LOG_LEVEL: 'debug', ...outgoing.environment, VITRINE_ROLES: 'site,wire' },
    })
    product = idle
    await makeMember(idle, { username: 'ada' })
    const stranger = await come('somebody who signs up', 'visitor')
    await fillSignUp(stranger.page, { username: 'grace' })
    await send(stranger.page)
    await stranger.page.waitForLoadState()
    await stranger.page.goto('/forgot')
    await stranger.page.fill('[name=login]', 'ada')
    await send(stranger.page)
    await stranger.page.waitForLoadState()
    await stranger.context.close()
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(await cutOut(1, 300))]), 'picture')
    const authorization = await makeKey(idle, 'ada')
    await fetch(`${idle.origin}/api/v1/images`, { method: 'POST', headers: { authorization }, body: form })
    const beside = await besideDatabase(idle.home)
    waiting = await findQueued(beside.kysely)
    const ada = await memberByUsername({ db: beside.kysely } as Ctx, 'ada')
    person = ada ? showId('person', ada.personId) : ''
    await beside.end()
    await idle.stop()
    product = await startProduct({
      home: idle.home,
      port: Number(new URL(idle.origin).port),
      environment: { LOG_LEVEL: 'debug', ...outgoing.environment },
    })
  }

  /** Staff signs in with a passkey: nothing less opens their pages. */
  async function comeAsStaff(role: StaffRole): Promise<Walker> {
    const walker = await come(role, 'member')
    await signInAsStaff(product, walker.page, `staff_${role}`, role)
    return walker
  }

  /** Opens every address and looks at what is left in the browser after each. */
  async function walk({ name, whose, context, page }: Walker, fillings: readonly Readonly<Record<string, string>>[]) {
    const note = (status: number | undefined, address: string): void => {
      seen.push(`${name} ${status} ${address}`)
      if (status === undefined || status >= 500) broken.push(`${name}: ${address} answered ${status}`)
    }
    const addressesOf = (all: readonly string[]): readonly string[] => [
      ...new Set(all.flatMap((pattern) => fillings.map((values) => fill(pattern, values)))),
    ]
    // Last what ends the session; opening it only asks.
    for (const address of addressesOf(patterns.pages)) {
      const answer = await page.goto(address)
      note(answer?.status(), address)
      inBrowsers.push(...(await foundInBrowser(context, page, whose)))
    }
    await page.goto('/')
    await page.click('footer a[href="/privacy"]')
    await page.waitForURL('/privacy')
    await page.goBack()
    inBrowsers.push(...(await foundInBrowser(context, page, whose)))
    for (const address of addressesOf(patterns.others)) {
      const answer = await context.request.get(address, { maxRedirects: 0 })
      note(answer.status(), address)
    }
    inBrowsers.push(...(await foundInBrowser(context, page, whose)))
    await context.close()
  }

  before(async () => {
    const wire = await openTestWire()
    const routes = join(root, 'src/site/routes')
    const pages = pageRoutes(routes)
    // What answers with data is fetched: a browser would show it in a page of its own making.
    const data = siteRoutes(routes).filter((pattern) => !pages.includes(pattern))
    patterns = { pages, others: [...data, ...wireRoutes(wire.server)] }
    await wire.close()

    browser = await openBrowser()
    await fillQueue()
    const authorization = await makeKey(product, 'ada')
    const fillings: Readonly<Record<string, string>>[] = []
    for (const [seed, visibility] of (['public', 'unlisted', 'private'] as const).entries()) {
      const image = await uploadBy(product, authorization, await cutOut(seed + 10, 400), {
        visibility,
        title: 'A brass telescope',
        tags: 'brass, telescope',
      })
      const bytes = new URL(image.variants[0]?.url ?? '', product.origin)
      const [, , idAndVersion = '', file = ''] = bytes.pathname.split('/')
      const verification = new URL(await linkTo(product, 'grace@example.org', '/verify'))
      fillings.push({
        ...{ id: image.id, slug: 'a-brass-telescope', username: 'ada', tag: 'brass', idAndVersion },
        file: `${file}${bytes.search}`,
        ...{ person, store: 'accounts_people' },
        token: verification.pathname.split('/').at(-1) ?? '',
        vendor: 'ven_nothing',
        breach: 'brc_nothing',
        hold: 'hld_nothing',
        organisation: 'pub_nothing',
        number: 'pub_nothing',
        thread: 'thr_nothing',
        agreement: 'agr_nothing',
        site: 'sit_nothing',
        order: 'ord_nothing',
        line: 'lin_nothing',
        creative: 'cre_nothing',
        invitation: 'inv_nothing',
        trouble: 'trb_nothing',
        mail: (await listOutbox(product.home))[0]?.id ?? '',
        '*': '/anything',
      })
    }

    const visitor = await come('visitor', 'visitor')
    await walk(visitor, fillings)
    const unverified = await come('unverified', 'member')
    await signInBy(unverified.page, 'grace').catch(() => {})
    await walk(unverified, fillings)
    const member = await come('member', 'member')
    await signInBy(member.page, 'ada')
    const sameElsewhere = await come('member, a second time', 'member')
    await signInBy(sameElsewhere.page, 'ada')
    await walk(member, fillings)
    await walk(sameElsewhere, fillings)
    for (const role of staffRoles) {
      const walker = await comeAsStaff(role)
      await walk(walker, fillings)
    }
    await until('the letters are written', async () => (await sentKinds(product.home)).length >= 2)
  }, patience)
  after(async () => {
    await browser?.close()
    await product?.remove()
    outgoing.remove()
  })

  test('every address was opened in every role, and none is broken', () => {
    const roles = new Set(seen.map((line) => line.replace(/ \d+ \/.*$/, '')))
    assert.equal(roles.size, 4 + staffRoles.length)
    assert.ok(patterns.pages.length > 20 && patterns.others.length > 8)
    assert.ok(seen.length >= roles.size * (patterns.pages.length + patterns.others.length))
    assert.deepEqual(broken, [])
    process.stdout.write(
      `# crawl: ${patterns.pages.length} pages, ${patterns.others.length} other addresses, ${roles.size} roles, ${seen.length} answers\n`,
    )
  })

  test('the walk was no walk of refusals: members see their pages, staff theirs, visitors neither', () => {
    assert.ok(seen.includes('member 200 /my'))
    assert.ok(seen.includes('admin 200 /staff/outbox'))
    assert.ok(!seen.includes('member 200 /staff/outbox'))
    assert.ok(seen.includes('visitor 200 /'))
  })

  test('an address with a part that nobody told the crawl of stops it', () => {
    assert.throws(() => fill('/p/[id]/[nobody]', { id: 'x' }), /does not know what to put for nobody/)
    assert.equal(fill('/p/[id]/[[slug]]', { id: 'x', slug: 'y' }), '/p/x/y')
    assert.equal(fill('/i/:idAndVersion/:file', { idAndVersion: 'x-1', file: '320.webp' }), '/i/x-1/320.webp')
  })

  test('browsers hold what is declared and nothing else (promises: G-63, G-64)', () => {
    assert.ok(
      inBrowsers.some(({ name }) => name === '__Host-session'),
      'members have their cookie',
    )
    assert.deepEqual(inWords(browserDisagreements(allStores, inBrowsers)), [])
  })

  test("a visitor's browser holds no cookie after all pages, and in the tab only where they were on them (promises: G-69, G-70)", () => {
    const known = new Set(['resetIndex', 'scroll', 'x', 'y'])
    const ofVisitors = inBrowsers.filter(({ whose }) => whose === 'visitor')
    // SvelteKit's own: how far down each page of this tab was read, and when the tab was opened, by which it numbers
    // them. It ends with the tab and is never sent.
    const places = ofVisitors.filter(({ place, name }) => place === 'sessionStorage' && name.startsWith('sveltekit:'))
    for (const { name, value } of places) {
      assert.deepEqual(value.match(/[a-z]+/gi)?.filter((word) => !known.has(word)) ?? [], [], `${name}: ${value}`)
    }
    const others = ofVisitors.filter((one) => !places.includes(one))
    assert.deepEqual([...new Set(others.map(({ place, name }) => `${place} ${name}`))], [])
  })

  test('no page asks another host, and none breaks its policy', () => {
    assert.deepEqual(inWords(hostDisagreements(allStores, [...spokenTo])), [])
    assert.deepEqual(policyBreaches, [])
  })

  test('the process speaks to no host that is not declared', () => {
    assert.deepEqual(inWords(hostDisagreements(allStores, outgoing.hosts())), [])
  })

  test('log lines have declared fields only and no personal value (promise: G-09)', () => {
    const lines = product.said().split('\n')
    assert.ok(lines.some((line) => line.includes('"answered"')))
    assert.ok(lines.some((line) => line.includes('"job done"')))
    assert.deepEqual(inWords(logLineDisagreements(allStores, lines)), [])
    assert.doesNotMatch(product.said(), /telescope|grace|brass/i, 'nor what was asked for')
  })

  test('the queue held declared work with declared fields', () => {
    assert.ok(waiting.length >= 3, waiting.map(({ name }) => name).join())
    assert.deepEqual(inWords(queueDisagreements(allStores, waiting)), [])
  })

  test('letters are of declared kinds', async () => {
    assert.deepEqual(inWords(letterDisagreements(allStores, await sentKinds(product.home))), [])
  })

  test('every file of the data folder is declared, and so is whoever uses one', async () => {
    const files = await findFiles(product.home)
    assert.ok(files.some((path) => path.startsWith('blobs/')) && files.some((path) => path.startsWith('outbox/')))
    assert.deepEqual(inWords(fileDisagreements(allStores, files)), [])
    const beside = await besideDatabase(product.home)
    const uses = await findBlobUses(beside.kysely)
    await beside.end()
    assert.ok(uses.length >= 2)
  })
})
