import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { fillSignUp, linkTo, send, signInBy } from '#test/people'
import { type Product, startProduct } from '#test/product'

describe('an advertiser', () => {
  let product: Product
  let browser: Browser
  let page: Page
  let errors: string[]
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    ;({ page, errors } = await openPerson(browser, product.origin))
    await fillSignUp(page, { username: 'ada' })
    await send(page)
    await page.goto(await linkTo(product, 'ada@example.org', '/verify'))
    await send(page)
    await signInBy(page, 'ada')
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const told = async (): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  const fill = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, value] of Object.entries(fields)) await page.fill(`main [name=${name}]`, value)
  }
  const looks = async (where: string): Promise<void> => {
    // What the header lies over at the place where the page stands is no fault of the page.
    await page.evaluate('scrollTo(0, 0)')
    assert.deepEqual(await accessibilityProblems(page), [], where)
    if (process.env['SHOTS'] === undefined) return
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${process.env['SHOTS']}/${where}-${width}.png`, fullPage: true })
    }
  }

  /** Two windows on one order: what the second saves, the first is told of, and what was typed stays. */
  async function changedMeanwhile(): Promise<void> {
    const at = page.url().split('#')[0] ?? ''
    await page.click('#head ~ p a')
    await page.waitForURL(/\/change$/)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.fill('[name=purchaseOrder]', 'PO-7')
    await send(other)
    await other.waitForURL(at)
    await other.close()
    await fill({ telephone: '+1 207 555 0199', purchaseOrder: 'PO-8' })
    await send(page)
    await page.waitForSelector('[role=alert]')
    assert.match(await told(), /changed by somebody else meanwhile.*Number of your purchase order: PO-7/)
    assert.equal(await page.inputValue('[name=telephone]'), '+1 207 555 0199')
    await fill({ purchaseOrder: 'PO-7' })
    await looks('change')
    await send(page)
    await page.waitForURL(at)
    assert.match(await told(), /PO-7.*\+1 207 555 0199/)
  }

  // A form that is refused is an answer with a status of its own.
  const assertNoErrors = (): void =>
    assert.deepEqual(
      errors.filter((line) => !/status of 4\d\d/.test(line)),
      [],
    )

  test('begins an order, learns beside the field what is wrong with a line, and gives the order up', async () => {
    await page.goto('/console/new?kind=advertiser')
    await fill({ name: 'Harbour Light', email: 'desk@harbour.example' })
    await page.selectOption('[name=country]', 'US')
    await send(page)
    await page.waitForURL(/\/console\/adv_\w+\?created/)
    await page.click('nav a:has-text("Orders")')
    await page.waitForURL(/\/orders$/)
    assert.match(await told(), /No order yet.*Both sides sign exactly the same text/)
    await looks('empty')
    await page.click('main a.primary')
    await page.waitForURL(/\/orders\/new$/)
    await looks('new')
    await fill({ title: 'Spring campaign', name: 'Ada Lovelace', street: '14 Quay Street, Portland' })
    await fill({ telephone: '+1 207 555 0123', legalName: 'Harbour Light LLC', billingAddress: '14 Quay Street' })
    await fill({ taxNumber: '4111 1111 1111 1111' })
    await send(page)
    await page.waitForSelector('[role=alert]')
    assert.match(await told(), /This looks like the number of a payment card/)
    await fill({ taxNumber: 'US 12-3456' })
    await send(page)
    await page.waitForURL(/\/orders\/ord_\w+$/)

    assert.match(await told(), /What is next Add lines, then submit it/)

    await page.click('section a.primary:has-text("Add a line")')
    await page.waitForURL(/\/line$/)
    await fill({ lineName: 'Large pictures', startsOn: '2099-03-20', endsOn: '2099-03-19', rate: '4,50' })
    await send(page)
    await page.waitForSelector('[role=alert]')
    assert.match(await told(), /Write an amount with a point/)
    await fill({ endsOn: '2099-04-19', rate: '4.50', budget: '12000.005' })
    for (const name of ['Where it is shown', 'What it is kept away from', 'Hours', 'Competitors']) {
      await page.click(`main form > details > summary:has-text("${name}")`)
    }
    await fill({ inTag: 'sea, sky', inCountry: 'Germany, AT', inCategory: 'Travel', outLanguage: 'xx' })
    await page.check('[name=inSize][value=large]')
    await page.check('[name=inColour][value="#2b6fd1"]')
    await page.check('[name=atHours][value=grid]')
    // One stop of the keyboard; arrows and the space bar do the rest.
    await page.focus('[name=hours][value="0"]')
    for (const key of [...Array.from({ length: 9 }, () => 'ArrowDown'), 'Space', 'ArrowRight', 'Space']) {
      await page.keyboard.press(key)
    }
    await looks('line')
    await send(page)
    await page.waitForSelector('a[href="#budget"]')
    assert.match(await told(), /USD has no smaller amounts than that/)
    assert.deepEqual(
      await page.$$eval('[name=hours]:checked, [name=inColour]:checked, [name=inSize]:checked', (boxes) =>
        boxes.map((box) => box.getAttribute('value')),
      ),
      ['large', '#2b6fd1', '9', '33'],
    )
    await fill({ budget: '12000.00', outLanguage: 'English' })
    await send(page)
    await page.waitForSelector('h3:has-text("Large pictures")')
    assert.match(await told(), /At most, before tax: 12000\.00 USD/)
    assert.match(
      await told(),
      /Large pictures tagged sea or sky, mostly #2b6fd1, on pages about Travel, on sites from Germany or Austria, Mon–Tue 09–10, UTC time\. Not on pages in English\./,
    )
    await page.click('form[action*=submit] button')
    await page.waitForSelector('[role=alert]')
    assert.match(await told(), /No advertiser terms are in force/)
    await looks('order')
    await changedMeanwhile()
    await page.click('main a:has-text("See what cancelling does")')
    await page.waitForURL(/\/cancel$/)
    assert.match(await told(), /Nobody has booked it: it ends at once/)
    await looks('cancel')
    await send(page)
    await page.waitForSelector('p:has-text("It was cancelled"), strong:has-text("Cancelled")')
    await page.click('main a:has-text("All orders")')
    await page.waitForURL(/\/orders$/)
    assert.match(await told(), /Spring campaign PO-7 Cancelled/)
    await page.fill('main [name=q]', 'nothing like it')
    await page.click('main form[method=get] button')
    await page.waitForURL(/q=/)
    assert.match(await told(), /0 of 1 order.*No order is like that/)
    await page.goBack()
    await looks('list')
    assertNoErrors()
  })
})
