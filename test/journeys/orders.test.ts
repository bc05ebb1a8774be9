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
    assert.deepEqual(await accessibilityProblems(page), [], where)
    if (process.env['SHOTS'] === undefined) return
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${process.env['SHOTS']}/${where}-${width}.png`, fullPage: true })
    }
  }

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

    await fill({ lineName: 'Large pictures', startsOn: '2099-03-20', endsOn: '2099-03-19', rate: '4,50' })
    await page.click('form[action*=line] button')
    await page.waitForSelector('[role=alert]')
    assert.match(await told(), /Write an amount with a point/)
    await fill({ endsOn: '2099-04-19', rate: '4.50', budget: '12000.00', tags: 'sea, sky' })
    await page.click('form[action*=line] button')
    await page.waitForSelector('h3:has-text("Large pictures")')
    assert.match(await told(), /At most, before tax: 12000\.00 USD/)
    assert.match(await told(), /sea, sky/)
    await page.click('form[action*=submit] button')
    await page.waitForSelector('[role=alert]')
    assert.match(await told(), /No advertiser terms are in force/)
    await looks('order')
    await page.click('form[action*=cancel] button')
    await page.waitForSelector('p:has-text("It was cancelled"), strong:has-text("Cancelled")')
    await page.click('main a:has-text("All orders")')
    await page.waitForURL(/\/orders$/)
    assert.match(await told(), /Spring campaign Cancelled/)
    await looks('list')
    // A form that is refused is an answer with a status of its own.
    assert.deepEqual(
      errors.filter((line) => !/status of 4\d\d/.test(line)),
      [],
    )
  })
})
