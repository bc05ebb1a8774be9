import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { aParty } from '#test/business'
import { lettersTo, send, sendAndWait, shows, signInBy, textOf, until } from '#test/people'
import { drawing } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { signInAsStaff } from '#test/staff'
import { type WebForProduct, openWebForProduct } from '#test/web'
import { answerAt, askFrom, fill, sign, welcome } from './coming-aboard.fixtures.ts'

const shop = 'shop.example'
const email = 'ada.quay@harbour.example'

describe('an advertiser', () => {
  let web: WebForProduct
  let product: Product
  let browser: Browser
  let owner: Page
  let desk: Page
  before(async () => {
    web = await openWebForProduct([shop])
    web.sites.set(shop, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Boots</h1>')
    })
    ;[product, browser] = await Promise.all([startProduct({ environment: web.environment }), openBrowser()])
    desk = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, desk, 'desk', 'support', 'billing', 'moderator')
    owner = (await openPerson(browser, product.origin)).page
  })
  after(async () => {
    await browser.close()
    await product.remove()
    await web.close()
  })

  const press = (page: Page, form: string): Promise<void> => page.click(`main form[action="?/${form}"] button`)
  /** Loads a page again and again until it says so. */
  const comesTo = (page: Page, at: string, pattern: RegExp): Promise<string> =>
    until(`${at}: ${pattern}`, async () => {
      await page.goto(at)
      const text = await textOf(page)
      return pattern.test(text) && text
    })

  /** The page of an order has other fields of that name. */
  async function fillSignature(page: Page, name: string): Promise<void> {
    const form = 'main form[action="?/sign"]'
    await page.fill(`${form} [name=name]`, name)
    await page.fill(`${form} [name=title]`, 'Managing director')
    await page.check(`${form} [name=authority]`)
  }

  /** Asks for the terms of advertisers and has both sides sign them. */
  async function agree(root: string): Promise<void> {
    await owner.goto(`${root}/agreements`)
    await fill(owner, { ...aParty, telephone: '+31205550133' })
    await press(owner, 'ask')
    await owner.waitForURL(/agr_/)
    const agreement = new URL(owner.url()).pathname.split('/').at(-1)
    await sign(owner, 'Ada Quay')
    await desk.goto(`/staff/agreements/${agreement}`)
    await sign(desk, 'Grace Hopper')
  }

  /** Sends a creative in and has it approved. @returns `cre_…` */
  async function creative(root: string): Promise<string> {
    await owner.goto(`${root}/creatives/new`)
    const buffer = await drawing(900, 600)
    await owner.setInputFiles('[name=file]', { name: 'boots.png', mimeType: 'image/png', buffer })
    await fill(owner, { headline: 'Boots that stay dry', text: 'Made in Porto.', callToAction: 'See the boots' })
    await fill(owner, { alt: 'A pair of green boots', landingPage: `https://${shop}/boots` })
    await send(owner)
    await owner.waitForURL(/\/creatives\/cre_\w+\?made$/)
    const at = new URL(owner.url()).pathname
    const id = at.split('/').at(-1) ?? ''
    await comesTo(owner, at, /Waits for us/)
    await desk.goto(`/staff/creatives/${id}`)
    await press(desk, 'approve')
    await desk.waitForURL(/\?done$/)
    return id
  }

  test('comes from the question to an order with a creative that both sides signed, and one in trouble is solved (promises: S-23, S-24)', async () => {
    await askFrom(owner, '/advertisers', 'Ada Quay', email)
    await answerAt(desk, product, email, 'A letter with your account follows.')
    await welcome(desk, owner, product, { kind: 'advertiser', username: 'adaquay', email, name: 'Harbour Light' })
    await signInBy(owner, 'adaquay')
    await owner.goto('/console')
    await owner.click('main a[href^="/console/adv_"]')
    await owner.waitForURL(/\/console\/adv_/)
    const root = new URL(owner.url()).pathname
    await agree(root)
    const picture = await creative(root)

    // The order: its head, a line, and what the line shows.
    await owner.goto(`${root}/orders/new`)
    await fill(owner, { title: 'Spring campaign', currency: 'USD', ...aParty, telephone: '+31205550133' })
    await fill(owner, { legalName: 'Light BV', billingAddress: '1 Quay' })
    await send(owner)
    await owner.waitForURL(/\/orders\/ord_\w+$/)
    const order = new URL(owner.url()).pathname
    const number = order.split('/').at(-1) ?? ''
    await owner.goto(`${order}/line`)
    const line = { lineName: 'Large pictures', startsOn: '2099-03-20', endsOn: '2099-04-19', rate: '4.50' }
    await fill(owner, { ...line, budget: '120.00' })
    await sendAndWait(owner)
    await comesTo(owner, order, /Large pictures/)
    await owner.click('main a:has-text("Creatives of this line")')
    await owner.waitForURL(/\/creatives$/)
    await owner.check(`[name=creatives][value="${picture}"]`)
    await sendAndWait(owner)
    await comesTo(owner, order, /What is next/)
    await press(owner, 'submit')
    await comesTo(desk, `/staff/orders/${number}`, /Approve/)
    await press(desk, 'approve')
    await shows(desk, /Approved, waits for their signature/)
    await owner.goto(order)
    await fillSignature(owner, 'Ada Quay')
    await press(owner, 'sign')
    await comesTo(desk, `/staff/orders/${number}`, /waits for our signature|waits for us/i)
    await fillSignature(desk, 'Grace Hopper')
    await press(desk, 'sign')
    await comesTo(owner, order, /Booked/)

    // In trouble: told by letter, on top of both lists until it is solved.
    const about = () => lettersTo(product, email).filter((letter) => letter.includes('Your order needs a look'))
    assert.equal(about().length, 0)
    await desk.goto(`/staff/orders/${number}`)
    await desk.selectOption('[name=reason]', 'creative')
    await desk.fill('[name=words]', 'The picture is too dark to be read.')
    await press(desk, 'trouble')
    await shows(desk, /What is or was wrong/)
    await until('the letter', () => about().length === 1)
    for (const [page, list] of [
      [owner, `${root}/orders`],
      [desk, '/staff/orders'],
    ] as const) {
      await page.goto(list)
      assert.match(await textOf(page), /In trouble/, list)
    }
    assert.match(await comesTo(owner, order, /What is wrong/), /The picture is too dark to be read\./)
    await desk.goto(`/staff/orders/${number}`)
    await desk.fill('[name=solution]', 'Another picture came and was reviewed.')
    await press(desk, 'solve')
    await comesTo(owner, order, /Booked/)
  })
})
