import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { aParty } from '#test/business'
import { makeKey, makeMember, send, signInBy, until, uploadBy } from '#test/people'
import { drawing, photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { signInAsStaff } from '#test/staff'
import { type WebForProduct, openWebForProduct } from '#test/web'

const line = { name: 'Spring', startsOn: '2099-03-20', endsOn: '2099-04-19', priceModel: 'cpm', rate: '4.50' }
const order = {
  ...{ ...aParty, telephone: '+12075550123', title: 'Spring campaign', zone: 'UTC', currency: 'USD' },
  ...{ legalName: 'Light LLC', billingAddress: 'Quay 14', lines: [{ ...line, budget: '120.00' }] },
}
const grounds = ['light', 'dark']

describe('a creative', () => {
  let web: WebForProduct
  let product: Product
  let browser: Browser
  let owner: Page
  let publisher: Page
  let desk: Page
  let key: string
  before(async () => {
    web = await openWebForProduct(['shop.example'])
    web.sites.set('shop.example', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Boots</h1>')
    })
    ;[product, browser] = await Promise.all([startProduct({ environment: web.environment }), openBrowser()])
    for (const username of ['ada', 'pub']) await makeMember(product, { username })
    key = await makeKey(product, 'ada', 'images:write,business:read,business:write')
    for (let seed = 0; seed < 4; seed += 1) {
      const fields = { title: `Quay ${seed}`, alt: 'A quay', tags: 'photograph', licence: 'CC0-1.0' }
      await uploadBy(product, key, await photograph(seed, 1200, 800), fields)
    }
    ;[owner, publisher, desk] = await Promise.all([person('ada'), person('pub'), staff()])
  })
  after(async () => {
    await browser.close()
    await product.remove()
    await web.close()
  })

  async function person(username: string): Promise<Page> {
    const { page } = await openPerson(browser, product.origin)
    await signInBy(page, username)
    return page
  }
  async function staff(): Promise<Page> {
    const { page } = await openPerson(browser, product.origin)
    await signInAsStaff(product, page, 'desk', 'admin')
    return page
  }
  const textOf = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  const fill = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, value] of Object.entries(fields)) await page.fill(`main [name=${name}]`, value)
  }
  const press = (page: Page, form: string): Promise<void> => page.click(`main form[action="?/${form}"] button`)
  /** Loads a page again and again until it says so. */
  const shows = (page: Page, at: string, pattern: RegExp): Promise<string> =>
    until(`${at}: ${pattern}`, async () => {
      await page.goto(at)
      const text = await textOf(page)
      return pattern.test(text) && text
    })
  const says = (page: Page, pattern: RegExp): Promise<unknown> =>
    until(String(pattern), async () => pattern.test(await textOf(page)))
  const looks = async (page: Page, where: string): Promise<void> => {
    assert.deepEqual(await accessibilityProblems(page), [], where)
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      const wide = await page.evaluate('document.documentElement.scrollWidth')
      assert.ok(Number(wide) <= width, `${where} is ${String(wide)} px wide at ${width}`)
      if (process.env['SHOTS'] === undefined) continue
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const path = `${process.env['SHOTS']}/${where}-${width}-${colorScheme}.png`
        await page.screenshot({ path, fullPage: true })
      }
      await page.emulateMedia({ colorScheme: 'light' })
    }
  }

  async function ask(path: string, body?: object): Promise<{ readonly id: string }> {
    const answer = await fetch(`${product.origin}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: key, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const said = (await answer.json()) as { readonly id: string }
    assert.ok(answer.ok, `${path}: ${JSON.stringify(said)}`)
    return said
  }

  /** Sets an organisation up by the page. @returns the address of its console */
  async function founded(page: Page, kind: 'advertiser' | 'publisher'): Promise<string> {
    await page.goto(`/console/new?kind=${kind}`)
    await fill(page, { name: kind === 'advertiser' ? 'Harbour Light' : 'Harps Weekly', email: 'desk@harbour.example' })
    await page.selectOption('[name=country]', 'NL')
    await send(page)
    await page.waitForURL(/\?created/)
    return new URL(page.url()).pathname
  }
  async function sign(page: Page, name: string): Promise<void> {
    await fill(page, { name, title: 'Managing director' })
    await page.check('[name=authority]')
    await press(page, 'sign')
  }

  test('is sent in, checked, declined with a reason, mended, approved, named for a line, and allowed by a publisher', async () => {
    const root = await founded(owner, 'advertiser')
    await owner.click('nav a:has-text("Creatives")')
    await owner.waitForURL(/\/creatives$/)
    assert.match(await textOf(owner), /How a creative comes into use/)
    await looks(owner, 'empty')
    await owner.click('main a.primary')
    await owner.waitForURL(/\/creatives\/new$/)

    // What is wrong stands beside the field, and the picture stays chosen.
    const picture = { name: 'boots.png', mimeType: 'image/png', buffer: await drawing(900, 600) }
    await owner.setInputFiles('[name=file]', picture)
    await fill(owner, { headline: 'Boots that stay dry', text: 'Made in Porto.', callToAction: 'See the boots' })
    await fill(owner, { alt: 'A pair of green boots', landingPage: 'https://shop.example/?c={clickid}' })
    await send(owner)
    await says(owner, /Give one fixed address/)
    await looks(owner, 'new')
    await fill(owner, { landingPage: 'https://shop.example/boots' })
    await send(owner)
    await owner.waitForURL(/\/creatives\/cre_\w+\?made$/)
    const at = new URL(owner.url()).pathname

    // The checks, and every format on real pictures in light and dark.
    const checked = await shows(owner, at, /Waits for us/)
    for (const check of ['Picture', 'Size', 'Weight', 'Movement', 'Contrast', 'Words', 'Landing page']) {
      assert.match(checked, new RegExp(`${check} Fine`), check)
    }
    for (const format of ['Strip', 'Corner', 'Reveal', 'Canvas']) {
      for (const ground of grounds) assert.match(checked, new RegExp(`${format}, ${ground}\\. Picture: Quay \\d`))
    }
    const drawn: string[] = await owner.evaluate(
      `[...document.querySelectorAll('[data-ground] > .ad')].map((ad) =>
        ad.parentElement.dataset.ground + ' ' + getComputedStyle(ad).backgroundColor)`,
    )
    assert.deepEqual(new Set(drawn), new Set(['light rgb(255, 255, 255)', 'dark rgb(27, 29, 32)']))
    assert.match(checked, /https:\/\/shop\.example\/boots 200/)
    await looks(owner, 'one')

    // One whose landing page is gone does not come to staff.
    await owner.goto(`${root}/creatives/new`)
    await owner.setInputFiles('[name=file]', { ...picture, buffer: await drawing(150, 150) })
    await fill(owner, { headline: 'Too small', alt: 'Boots', landingPage: 'https://nowhere.example/' })
    await send(owner)
    await owner.waitForURL(/\?made$/)
    const refused = await shows(owner, new URL(owner.url()).pathname, /Refused by the checks/)
    assert.match(refused, /Size To change: The picture is 150 × 150 px/)
    assert.match(refused, /Landing page To change: Nobody answers at the landing page/)
    await looks(owner, 'refused')

    // Staff declines, and the advertiser reads why.
    await desk.goto('/staff/creatives')
    assert.doesNotMatch(await textOf(desk), /Too small/)
    await looks(desk, 'desk')
    const id = at.split('/').at(-1) ?? ''
    await desk.click(`main a[href="/staff/creatives/${id}"]`)
    await desk.waitForURL(/cre_/)
    await looks(desk, 'desk-one')
    await fill(desk, { because: 'Show which boots are meant.' })
    await press(desk, 'decline')
    await desk.waitForURL(/\/staff\/creatives\?done$/)
    assert.match(await shows(owner, at, /Declined/), /Why it was declined Show which boots are meant\./)
    await looks(owner, 'declined')

    // Mended: the next version, which is looked at anew.
    await owner.fill('form[action="?/change"] [name=headline]', 'Green boots that stay dry')
    await press(owner, 'change')
    await shows(owner, at, /Waits for us Version 2\./)
    await desk.goto(`/staff/creatives/${id}`)
    await press(desk, 'approve')
    await desk.waitForURL(/\?done$/)
    await shows(owner, at, /Approved Version 2\./)
    await owner.goto(`${root}/creatives`)
    await looks(owner, 'list')

    // Named for a line of an order that both sides sign.
    const advertiser = root.split('/').at(-1) ?? ''
    const { id: agreement } = await ask(`advertiser/${advertiser}/agreements`, { ...aParty, telephone: '+12075550123' })
    await owner.goto(`${root}/agreements/${agreement}`)
    await sign(owner, 'Ada Quay')
    await says(owner, /You have signed/)
    await desk.goto(`/staff/agreements/${agreement}`)
    await sign(desk, 'Grace Hopper')
    await desk.waitForURL(/\?countersigned/)
    const { id: placed } = await ask(`advertiser/${advertiser}/orders`, order)
    await owner.goto(`${root}/orders/${placed}`)
    await owner.click('main a:has-text("Creatives of this line")')
    await owner.waitForURL(/\/lines\/lin_\w+\/creatives$/)
    await owner.check(`[name=creatives][value="${id}"]`)
    await send(owner)
    await says(owner, /It is saved\./)
    assert.match(await textOf(owner), /Green boots that stay dry Approved ready/)
    await looks(owner, 'line')
    await ask(`advertiser/${advertiser}/orders/${placed}/submit`)
    await desk.goto(`/staff/orders/${placed}`)
    await press(desk, 'approve')
    await says(desk, /Approved, waits for their signature/)
    await owner.goto(`${root}/orders/${placed}`)
    await sign(owner, 'Ada Quay')
    await shows(desk, `/staff/orders/${placed}`, /waits for our signature|waits for us/i)

    // A publisher who wants to look at each sees it once it is booked, and says yes.
    const pages = await founded(publisher, 'publisher')
    await publisher.goto(`${pages}/approvals`)
    await publisher.check('[name=ask]')
    await press(publisher, 'ask')
    await says(publisher, /Nothing is shown on your pages that you have not allowed/)
    assert.doesNotMatch(await textOf(publisher), /Green boots/, 'one side has not signed yet')
    await desk.goto(`/staff/orders/${placed}`)
    await sign(desk, 'Grace Hopper')
    await shows(publisher, `${pages}/approvals`, /Green boots that stay dry/)
    assert.match(await shows(publisher, pages, /What is next/), /Creatives wait for your yes/)
    await publisher.goto(`${pages}/approvals`)
    await looks(publisher, 'approvals')
    await publisher.click('form[action="?/decide"] button[value=yes]')
    await says(publisher, /Allowed/)
    assert.doesNotMatch(await shows(publisher, pages, /What is next/), /Creatives wait for your yes/)
  })
})
