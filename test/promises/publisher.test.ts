import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { makeKey, makeMember, sendAndWait, shows, signInBy, textOf, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query, residues } from '#test/residue'
import { signInAsStaff, signInByPasskey } from '#test/staff'
import { type PublishersPages, openPublishersPages } from './publisher.fixtures.ts'

const [host, foreignHost] = ['www.harbour.example', 'www.elsewhere.example']

/** Words that stand nowhere else. */
const company = { streetAddress: '1 Zqquay', telephone: '+31 20 555 0133', signatoryName: 'Ada Zqsignatory' }
const invoice = { legalName: 'Zqharbour Press', billingAddress: '2 Zqwharf', taxNumber: 'NL-ZQ-424242' }
const account = 'zqpayments@harbour.example'

type Marks = Readonly<Record<string, string>>

describe('signing up as a publisher', () => {
  let product: Product
  let browser: Browser
  let pages: PublishersPages
  let owner: Page
  let desk: Page
  let key: string
  /** Of the console of the publisher. */
  let root: string
  /** `pub_…` */
  let publisher: string
  before(async () => {
    pages = await openPublishersPages()
    ;[product, browser] = await Promise.all([
      startProduct(),
      openBrowser({ [host]: pages.port, [foreignHost]: pages.port }),
    ])
    desk = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, desk, 'billing', 'billing')
    await makeMember(product, { username: 'ada' })
    owner = (await openPerson(browser, product.origin)).page
    await signInByPasskey(owner, 'ada')
    key = await makeKey(product, 'ada', 'business:read,business:write')
    await owner.goto('/console/new')
    await owner.check('[name=kind][value=publisher]')
    await owner.fill('[name=name]', 'Harbour Light')
    await owner.selectOption('[name=country]', 'NL')
    await owner.fill('[name=email]', 'desk@harbour.example')
    await owner.click('main form button[type=submit]')
    await owner.waitForURL(/created/)
    root = new URL(owner.url()).pathname
    publisher = root.split('/').at(-1) ?? ''
    // Another owner, who has no second factor and a browser without script.
    await makeMember(product, { username: 'mary' })
    await letAct('mary', 'owner')
  })
  after(async () => {
    await browser.close()
    await product.remove()
    await pages.close()
  })

  const fill = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, value] of Object.entries(fields)) await page.fill(`main [name=${name}]`, value)
  }
  const signUp = async (page: Page = owner): Promise<string> => {
    await page.goto(`${root}/sign-up`)
    return textOf(page)
  }
  async function ask(path: string, as = key): Promise<{ readonly status: number; readonly body: never }> {
    const answer = await fetch(`${product.origin}/api/v1/publisher/${publisher}/${path}`, {
      headers: { authorization: as },
    })
    return { status: answer.status, body: (await answer.json()) as never }
  }

  /** Lets somebody act in one role, or in none. */
  async function letAct(username: string, role: string): Promise<void> {
    const who = '(select id from accounts_people where username = $1)'
    await query(product, `delete from accounts_organisation_people where person_id = ${who}`, [username])
    if (role === 'nobody') return
    await query(
      product,
      `insert into accounts_organisation_people (organisation_id, person_id, roles, since)
       select id, ${who}, array[$2], now() from accounts_organisations`,
      [username, role],
    )
  }

  test('needs a company and who signs for it, without script too, and goes on where it was left (promise: S-34)', async () => {
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'mary')
    const missing = async () =>
      ((await ask('sign-up')).body as { parts: { missing: { what: string }[] }[] }).parts[0]?.missing.map(
        ({ what }) => what,
      )
    assert.match(await signUp(page), /0 of 5 parts are complete/)
    await page.click('form[action*=agreement] button')
    await shows(page, /Fill in the first part of the sign-up/)
    assert.deepEqual(await missing(), ['street-address', 'telephone', 'signatory'])
    // Nobody signs up a company without a name, or without one who signs for it.
    for (const name of ['name', 'signatoryName']) {
      await page.goto(`${root}/sign-up/company`)
      await fill(page, { ...company, [name]: ' ' })
      await sendAndWait(page)
      assert.equal(await page.locator(`#${name}-error`).count(), 1, name)
      assert.equal(await page.inputValue('[name=streetAddress]'), company.streetAddress, 'what was typed is there')
      assert.equal((await missing())?.length, 3)
    }
    // And one without an address or a number is not complete.
    for (const [name, what] of [
      ['streetAddress', 'street-address'],
      ['telephone', 'telephone'],
    ] as const) {
      await page.goto(`${root}/sign-up/company`)
      await fill(page, { ...company, [name]: '' })
      await sendAndWait(page)
      assert.deepEqual(await missing(), [what])
    }
    await fillCompany(page)
    assert.deepEqual(await missing(), [])
    await context.close()

    assert.match(await signUp(), /1 of 5 parts are complete/)
    assert.deepEqual(await accessibilityProblems(owner), [])
    await owner.goto(`${root}/sign-up/company`)
    assert.equal(await owner.inputValue('[name=signatoryName]'), company.signatoryName)
    assert.deepEqual(await accessibilityProblems(owner), [])
    for (const [text, places] of await residues(product, ['Zqsignatory', 'Zqquay'])) assert.deepEqual(places, [], text)
  })

  async function fillCompany(page: Page): Promise<void> {
    await page.goto(`${root}/sign-up/company`)
    await fill(page, company)
    await sendAndWait(page)
  }

  /** Everything that a publisher has to do, part by part. @returns the line of the tag, which its pages carry from then on */
  let walk: Promise<string> | null = null
  const walked = (): Promise<string> => (walk ??= walkThrough())
  async function walkThrough(): Promise<string> {
    const tagIn = async (): Promise<string | null> => ((await ask('sign-up')).body as { tag: string | null }).tag
    const says = async (complete: number): Promise<void> => {
      const text = await signUp()
      assert.ok(text.includes(`${complete} of 5 parts are complete`), text)
      assert.match(text, /The line for your pages is shown here once/)
      assert.equal(await tagIn(), null)
    }
    await fillCompany(owner)
    await says(1)
    await owner.goto(`${root}/billing`)
    await fill(owner, invoice)
    await owner.click('form[action="?/save"] button[type=submit]')
    await owner.waitForURL(/\?saved/)
    await says(1)
    await owner.goto(`${root}/billing`)
    await owner.check('[name=method][value=paypal]')
    await fill(owner, { account })
    await owner.click('form[action="?/payout"] button[type=submit]')
    await owner.waitForURL(/\?payout/)
    await says(2)
    // Left, and resumed with what is next.
    await owner.click('.parts a.primary')
    await owner.waitForURL(/kind=technical/)
    await fill(owner, { name: 'Tess Zqtech', email: 'tess@harbour.example' })
    await sendAndWait(owner)
    await says(3)
    await owner.goto(`${root}/sites`)
    await fill(owner, { host })
    await owner.click('form:has([name=host]) button[type=submit]')
    await owner.waitForURL(/sit_/)
    await says(3)
    // Its proof and the look of staff are other promises.
    await query(
      product,
      "update ads_sites set state = 'proven', proof_method = 'dns', proven_at = now(), seen_at = now()",
    )
    await says(4)
    await owner.goto(`${root}/pictures`)
    await sendAndWait(owner)
    await says(5)

    await owner.click('form[action*=agreement] button')
    await owner.waitForURL(/agr_/)
    const agreement = new URL(owner.url()).pathname.split('/').at(-1)
    for (const [page, name, at] of [
      [owner, 'Ada Quay', owner.url()],
      [desk, 'Grace Hopper', `/staff/agreements/${agreement}`],
    ] as const) {
      await says(5)
      await page.goto(at)
      await fill(page, { name, title: 'Managing director' })
      await page.check('[name=authority]')
      await page.click('main form[action="?/sign"] button')
      await page.waitForURL(/signed/)
    }
    const line = await tagIn()
    assert.equal(
      line,
      `<script async crossorigin="anonymous" src="${product.origin}/tag.js" data-publisher="${publisher}"></script>`,
    )
    pages.carry(line)
    return line
  }

  test('goes through five parts, each saved by itself, and ends with the tag (promise: S-33)', async () => {
    const line = await walked()
    const text = await signUp()
    assert.ok(text.includes(line), text)
    assert.deepEqual(await accessibilityProblems(owner), [])

    // It works on the site, once that is looked at, and nowhere else.
    assert.equal(await standing(), 'site-not-approved')
    await approve()
    assert.equal(await standing(), 'serves')
    assert.equal(await standing(foreignHost), 'unknown')
  })

  test('has a line of one version too, which browsers run only where it is the very script', async () => {
    const line = await walked()
    await approve()
    const { pinnedTag } = (await ask('sign-up')).body as { pinnedTag: string }
    assert.ok((await signUp()).includes(pinnedTag))
    const [, address = '', hash = ''] = /src="([^"]+)" integrity="sha384-([^"]+)"/.exec(pinnedTag) ?? []
    pages.carry(pinnedTag)
    const { context, requests, element } = await visit()
    assert.equal(element, 'serves')
    assert.ok(requests.some((request) => request.url() === address))
    await context.close()
    // Negative control: by another hash the browser does not run it, so that it marks nothing.
    pages.carry(pinnedTag.replace(hash, 'A'.repeat(64)))
    const refused = await (await browser.newContext()).newPage()
    const said = refused.waitForEvent('console', (message) => /integrity/i.test(message.text()))
    await refused.goto(`http://${host}/`)
    await said
    assert.equal(await refused.getAttribute('script[data-publisher]', 'data-vitrine'), null)
    await refused.context().close()
    pages.carry(line)
  })

  const approve = (): Promise<unknown> => query(product, "update ads_sites set review = 'approved', vertical = '653'")

  /** How the tag stands on a site. */
  async function standing(at = host): Promise<string | null> {
    const { answer, element, context } = await visit('/', at)
    await context.close()
    assert.equal(answer.serves, element === 'serves')
    return element
  }

  interface Visit {
    readonly context: BrowserContext
    readonly page: Page
    readonly requests: readonly Request[]
    readonly element: string | null
    readonly answer: { readonly serves: boolean; readonly settings?: Readonly<Record<string, unknown>> }
    readonly text: string
  }

  /** Opens a page of a site of a publisher as a fresh reader, and waits until its tag has been answered. */
  async function visit(path = '/', at = host): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 3000 } })
    const page = await context.newPage()
    const requests: Request[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(product.origin)) requests.push(request)
    })
    const answered = page.waitForResponse((response) => response.url().includes('/ads/v1/settings'))
    await page.goto(`http://${at}${path}`)
    const text = await (await answered).text()
    const element = await until('the tag knows', async () => {
      const now = await page.getAttribute('script[data-publisher]', 'data-vitrine')
      return now !== 'asks' && now
    })
    return { context, page, requests, element, text, answer: JSON.parse(text) as Visit['answer'] }
  }

  const marksOf = (page: Page): Promise<Marks> =>
    page.$$eval('img[data-vitrine]', (all) =>
      Object.fromEntries(all.map((one) => [one.id, one.getAttribute('data-vitrine') ?? ''])),
    )

  /** What the tag has made of a page, once it has looked at it and no picture is still to come. */
  async function found(path = '/', expected: readonly string[] = []): Promise<Visit & { readonly marks: Marks }> {
    const visited = await visit(path)
    const { page } = visited
    await page.waitForLoadState('load')
    // A mark that is awaited may come; one that must not come has had as long as those that did, and a second more.
    for (let tries = 0; tries < 300; tries++) {
      if (Object.keys(await marksOf(page)).join() === expected.join()) break
      await page.waitForTimeout(100)
    }
    await page.waitForTimeout(expected.length === 0 ? 1000 : 300)
    return { ...visited, marks: await marksOf(page) }
  }

  test('keeps what is paid, where and how sealed, and shows it to owners and finance alone (promise: S-35)', async () => {
    await walked()
    const stored = await query<Record<string, Buffer>>(
      product,
      'select legal_name, billing_address, tax_number, payout_method, payout_account from accounts_organisation_billing',
    )
    assert.equal(stored.length, 1)
    const plain = [...Object.values(invoice), 'paypal', account]
    for (const [column, bytes] of Object.entries(stored[0] ?? {})) {
      assert.ok(bytes instanceof Buffer, column)
      for (const text of plain) assert.ok(!bytes.includes(text), `${column} shows ${text}`)
    }
    for (const [text, places] of await residues(product, [...Object.values(invoice), account])) {
      assert.deepEqual(places, [], text)
    }
    // Somebody in each role, one after the other, and at last in none; with a page and with a key.
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'mary')
    const theirs = await makeKey(product, 'mary', 'business:read')
    for (const role of ['owner', 'finance', 'orders', 'technical', 'reader', 'nobody']) {
      await letAct('mary', role)
      const may = role === 'owner' || role === 'finance'
      assert.equal((await page.goto(`${root}/billing`))?.status(), role === 'nobody' ? 404 : 200, role)
      const html = await page.content()
      for (const text of [...Object.values(invoice), account, 'Your share of what advertisers pay', '70%']) {
        assert.equal(html.includes(text), may, `${text} is ${may ? 'not ' : ''}shown to ${role}`)
      }
      for (const path of ['billing', 'terms', 'agreements']) {
        const { status } = await ask(path, theirs)
        assert.equal(status, may ? 200 : role === 'nobody' ? 404 : 403, `${path} for ${role}`)
      }
    }
    await context.close()
    await letAct('mary', 'owner')
    assert.deepEqual((await ask('terms')).body, {
      share: 70,
      paymentDays: 30,
      isAgreed: true,
      minimumPayout: { amountMicros: '50000000', currency: 'USD' },
    })
  })

  test('is followed by the tag in every browser, setting by setting (promise: S-37)', async () => {
    await walked()
    await approve()
    const everywhere = ['wide', 'low', 'logo', 'small']
    const both = 'strip:bottom corner:bottom-right'
    const begun = await found('/', everywhere.slice(0, 3))
    assert.deepEqual(Object.keys(begun.marks), everywhere.slice(0, 3), 'the standard: three on a page')
    assert.equal(begun.marks['wide'], both)
    await begun.context.close()

    interface Case {
      readonly change: (page: Page) => Promise<unknown>
      readonly path?: string
      readonly pictures?: readonly string[]
      readonly places?: string
      readonly settings?: Readonly<Record<string, unknown>>
    }
    const filled =
      (name: string, value: string): Case['change'] =>
      (page) =>
        page.fill(`[name=${name}]`, value)
    const selected =
      (name: string, value: string): Case['change'] =>
      (page) =>
        page.selectOption(`[name=${name}]`, value)
    /** Each changes one setting of what was there before. */
    const cases: readonly Case[] = [
      { change: filled('maxPerPage', '4'), pictures: everywhere },
      { change: filled('neverPictures', 'img.logo'), pictures: ['wide', 'low', 'small'] },
      { change: filled('minWidth', '400'), pictures: ['wide', 'low'] },
      { change: filled('minHeight', '450'), pictures: ['wide'] },
      { change: filled('minHeight', '200'), pictures: ['wide', 'low'] },
      { change: filled('pictures', 'main img:not(.photo)'), pictures: ['low'] },
      { change: filled('pictures', 'main > img'), pictures: ['wide', 'low'] },
      { change: filled('maxPerPage', '1'), pictures: ['wide'] },
      { change: selected('corner', 'top-left'), pictures: ['wide'], places: 'strip:bottom corner:top-left' },
      { change: selected('edge', 'top'), pictures: ['wide'], places: 'strip:top corner:top-left' },
      {
        change: (page) => page.uncheck('[name=formats][value=strip]'),
        pictures: ['wide'],
        places: 'corner:top-left',
      },
      {
        change: async (page) => {
          await page.fill('[name=adBackground]', '#102030')
          await page.fill('[name=adText]', '#f0f0f0')
          await page.fill('[name=labelBackground]', '#ffeedd')
          await page.fill('[name=labelText]', '#221100')
        },
        settings: {
          colours: { background: '#102030', text: '#f0f0f0', labelBackground: '#ffeedd', labelText: '#221100' },
        },
      },
      { change: selected('label', 'Sponsored'), settings: { label: 'Sponsored' } },
      { change: (page) => page.check('[name=sendsTitle]'), settings: { sendsTitle: true } },
      { change: filled('neverPages', '/private/**'), path: '/private/letters', pictures: [] },
      { change: filled('neverPages', '/private/**'), path: '/news', pictures: ['wide'] },
    ]
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'mary')
    const change = async (how: Case['change']): Promise<void> => {
      await page.goto(`${root}/pictures`)
      await how(page)
      await sendAndWait(page)
      await shows(page, /Saved\./)
    }
    for (const [at, one] of cases.entries()) {
      await change(one.change)
      const { pictures } = one
      if (pictures) {
        const { marks, context: reader } = await found(one.path ?? '/', pictures)
        await reader.close()
        assert.deepEqual(Object.keys(marks), pictures, `setting ${at}`)
        if (one.places) assert.equal(marks['wide'], one.places, `setting ${at}`)
      } else {
        const { answer, context: reader } = await visit()
        await reader.close()
        for (const [name, value] of Object.entries(one.settings ?? {})) {
          assert.deepEqual(answer.settings?.[name], value, `setting ${at}`)
        }
      }
    }

    // What is blocked is kept, and decided on by the house alone: no browser is told whom a publisher does not want.
    await change(async () => {
      await page.fill('[name=blockedHosts]', 'rival.example')
      await page.fill('[name=blockedWords]', 'zqcasino')
      await page.check('[name=blockedCategories][value="386"]')
    })
    const { settings } = (await ask('settings')).body as { settings: Record<string, unknown> }
    assert.deepEqual(
      [settings['blockedHosts'], settings['blockedWords'], settings['blockedCategories']],
      [['rival.example'], ['zqcasino'], ['386']],
    )
    const { text, context: last } = await visit()
    await last.close()
    for (const blocked of ['rival', 'zqcasino', '386', 'blocked']) assert.ok(!text.includes(blocked), blocked)

    // And what is not understood is refused with a reason, and what was typed stays.
    await page.goto(`${root}/pictures`)
    await page.fill('[name=pictures]', 'main img.photo\nimg:hover')
    await sendAndWait(page)
    await shows(page, /“img:hover”: Use names of elements/)
    assert.equal(await page.inputValue('[name=neverPages]'), '/private/**')
    await context.close()
  })

  test('puts a tag into pages that keeps nothing, touches nothing and follows what changes (promise: S-37)', async () => {
    await walked()
    await approve()
    const before = (await ask('settings')).body as { version: number; settings: Record<string, unknown> }
    const { colours: _, ...kept } = before.settings
    const saved = await fetch(`${product.origin}/api/v1/publisher/${publisher}/settings`, {
      method: 'PUT',
      headers: { authorization: key, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...kept,
        ...{ settingsVersion: before.version, maxPerPage: 1, neverPages: ['/private/**'], neverPictures: ['img.logo'] },
        ...{ adBackground: '#102030', adText: '#f0f0f0', labelBackground: '#ffeedd', labelText: '#221100' },
        pictures: ['main > img'],
      }),
    })
    assert.equal(saved.status, 200, await saved.text())
    const { page, context, marks, requests } = await found('/', ['wide'])
    assert.deepEqual(Object.keys(marks), ['wide'])
    // One name more than before: the count itself.
    const seen = await page.evaluate('({ touched, more: Object.getOwnPropertyNames(window).length - namesBefore - 1 })')
    assert.deepEqual(seen, { touched: [], more: 0 })
    assert.deepEqual(requests.map((request) => new URL(request.url()).pathname).toSorted(), [
      '/ads/v1/settings',
      '/tag.js',
    ])
    for (const request of requests) {
      const headers = await request.allHeaders()
      assert.equal(headers['cookie'], undefined)
      assert.equal(headers['referer']?.includes('/news') ?? false, false)
      assert.equal((await request.response())?.headers()['set-cookie'], undefined)
    }
    assert.deepEqual(
      (await context.cookies()).map(({ name }) => name),
      ['reader'],
      'what the page sets itself, and nothing else',
    )
    // A picture that goes makes room for the next; one that is taken out of what is meant loses its place.
    const becomes = (expected: string): Promise<unknown> =>
      until(expected, async () => Object.keys(await marksOf(page)).join() === expected)
    await page.evaluate("document.getElementById('wide').remove()")
    await becomes('low')
    await page.evaluate("document.getElementById('low').classList.add('logo')")
    await becomes('')
    const late = '<img id="late" src="/picture.svg" width="500" height="300">'
    await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', '${late}')`)
    await becomes('late')
    // Another page without being loaded.
    await page.evaluate("history.pushState(null, '', '/private/page'); document.body.append('Another page')")
    await becomes('')
    await context.close()

    // Where the agreement has ended, the tag is silent at once.
    await query(
      product,
      "update ads_agreements set ends_at = now() - interval '1 second' where in_force_at is not null",
    )
    assert.equal(await standing(), 'publisher-not-ready')
  })

  test('shows while one chooses whether colours can be read, and takes none that cannot', async () => {
    await owner.goto(`${root}/pictures`)
    await owner.waitForLoadState('networkidle')
    await owner.fill('[name=adBackground]', '#102030')
    await owner.fill('[name=adText]', '#f0f0f0')
    await shows(owner, /Contrast of the text: 14\.\d+ : 1 \(enough\)/)
    await owner.fill('[name=adText]', '#334455')
    await shows(owner, /Contrast of the text: 1\.\d+ : 1 \(too little\)/)
    await sendAndWait(owner)
    await owner.waitForSelector('#adText-error')
    await shows(owner, /The contrast with its ground is 1\.\d+/)
    assert.deepEqual(await accessibilityProblems(owner), [])
  })
})
