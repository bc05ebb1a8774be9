import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { makeMember, pressAndWait, signInBy, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

describe('what one chose about how pages look', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const theme = (page: Page): Promise<string | null> => page.locator('html').getAttribute('data-theme')
  const storage = (page: Page): Promise<string[]> => page.evaluate<string[]>(`Object.keys(localStorage)`)
  const choose = async (page: Page, value: string): Promise<void> => {
    await page.waitForSelector('fieldset.needs-script [name=theme]', { state: 'attached' })
    await page.locator(`[name=theme][value=${value}]`).first().check({ force: true })
  }
  const rows = () => query<{ theme: string }>(product, 'select theme from accounts_preferences')

  test('of a visitor it stays in their browser: kept over a reload, gone when cleared (promise: G-66)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await page.goto('/privacy/cookies')
    assert.deepEqual(await storage(page), [], 'nothing before a choice')
    await page.getByText('keeps nothing that you chose').waitFor()

    await choose(page, 'dark')
    assert.equal(await theme(page), 'dark')
    await page.reload()
    assert.equal(await theme(page), 'dark', 'kept')
    assert.deepEqual(await storage(page), ['vitrine.theme'])
    assert.deepEqual(await rows(), [], 'and never sent')

    await page.getByRole('button', { name: 'Forget my choices' }).click()
    assert.equal(await theme(page), null)
    assert.deepEqual(await storage(page), [])
    await page.reload()
    assert.equal(await theme(page), null, 'gone')
    await context.close()
  })

  test('of a member it is in the account: in every browser, without script too, gone when cleared (promise: G-66)', async () => {
    const first = await openPerson(browser, product.origin)
    await signInBy(first.page, 'ada')
    await choose(first.page, 'dark')
    await until('the choice is kept', async () => (await rows()).length > 0)
    assert.deepEqual(await rows(), [{ theme: 'dark' }])
    assert.deepEqual(await storage(first.page), [], 'not in the browser')

    const second = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await second.page.goto('/')
    assert.equal(await theme(second.page), null, 'before sign-in nobody is known')
    await signInBy(second.page, 'ada')
    assert.equal(await theme(second.page), 'dark')
    await second.page.goto('/settings/look')
    await second.page.check('[name=theme][value=light]')
    await pressAndWait(second.page.getByRole('button', { name: 'Save' }))
    assert.equal(await theme(second.page), 'light')
    await pressAndWait(second.page.getByRole('button', { name: 'Forget my choices' }))
    assert.equal(await theme(second.page), null)
    assert.deepEqual(await rows(), [])
    await first.page.reload()
    assert.equal(await theme(first.page), null)
    for (const { context, foreign, errors } of [first, second]) {
      assert.deepEqual([foreign, errors], [[], []])
      await context.close()
    }
  })
})
