import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { makeMember, signInBy } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query, residue } from '#test/residue'

describe('signing up as a publisher', () => {
  let product: Product
  let browser: Browser
  /** Of the console of the publisher. */
  let root: string
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
    const { page, context } = await signedIn(false)
    await page.goto('/console/new')
    await page.check('[name=kind][value=publisher]')
    await page.fill('[name=name]', 'Harbour Light')
    await page.selectOption('[name=country]', 'NL')
    await page.fill('[name=email]', 'desk@harbour.example')
    await page.click('main form button[type=submit]')
    root = new URL(page.url()).pathname
    await context.close()
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  async function signedIn(javaScriptEnabled: boolean) {
    const person = await openPerson(browser, product.origin, { javaScriptEnabled })
    await signInBy(person.page, 'ada')
    return person
  }
  const textOf = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  const save = (page: Page): Promise<void> => page.click('main form button[type=submit]')

  test('asks for the company and who signs, part by part, without script, and goes on where it was left (promises: S-33, S-34)', async () => {
    const first = await signedIn(false)
    const { page } = first
    await page.goto(`${root}/sign-up`)
    assert.match(await textOf(page), /0 of 5 parts are complete/)
    await page.click('form[action*=agreement] button')
    assert.match(await textOf(page), /Fill in the first part of the sign-up/, 'no agreement without a company')
    await page.goto(`${root}/sign-up/company`)
    await page.fill('[name=streetAddress]', '1 Zqquay')
    await page.fill('[name=telephone]', '+31 20 555 0133')
    await page.fill('[name=signatoryName]', ' ')
    await save(page)
    assert.match(await textOf(page), /Say who signs for the company/)
    assert.equal(await page.inputValue('[name=streetAddress]'), '1 Zqquay', 'what was typed is there')
    await page.fill('[name=signatoryName]', 'Ada Zqsignatory')
    await save(page)
    assert.match(await textOf(page), /1 of 5 parts are complete/)
    await first.context.close()

    const again = await signedIn(true)
    await again.page.goto(`${root}/sign-up`)
    assert.match(await textOf(again.page), /1 of 5 parts are complete/)
    await again.page.goto(`${root}/sign-up/company`)
    assert.equal(await again.page.inputValue('[name=signatoryName]'), 'Ada Zqsignatory')
    assert.deepEqual(await accessibilityProblems(again.page), [])
    await again.page.goto(`${root}/sign-up`)
    assert.deepEqual(await accessibilityProblems(again.page), [])
    await again.context.close()
    for (const text of ['Zqsignatory', 'Zqquay']) assert.deepEqual(await residue(product, text), [], text)
  })

  test('keeps the settings of ads in pictures, with a reason beside what is not taken (promise: S-37)', async () => {
    const { page, context } = await signedIn(false)
    await page.goto(`${root}/pictures`)
    await page.fill('[name=pictures]', 'main img.photo\nimg:hover')
    await page.fill('[name=neverPages]', '/private/**')
    await page.uncheck('[name=formats][value=strip]')
    await page.check('[name=blockedCategories][value="386"]')
    await save(page)
    assert.match(await textOf(page), /“img:hover”: Use names of elements/)
    assert.equal(await page.inputValue('[name=neverPages]'), '/private/**', 'what was typed is there')
    assert.equal(await page.isChecked('[name=formats][value=strip]'), false)
    assert.equal(await page.isChecked('[name=blockedCategories][value="386"]'), true)
    await page.fill('[name=pictures]', 'main img.photo')
    await save(page)
    assert.match(await textOf(page), /Saved\./)
    const rows = await query<Record<string, unknown>>(
      product,
      'select pictures, formats, never_pages, blocked_categories from ads_picture_settings',
    )
    assert.deepEqual(rows, [
      { pictures: ['main img.photo'], formats: ['corner'], never_pages: ['/private/**'], blocked_categories: ['386'] },
    ])
    await context.close()
  })

  test('shows while one chooses whether colours can be read, and takes none that cannot', async () => {
    const { page, context } = await signedIn(true)
    await page.goto(`${root}/pictures`)
    await page.waitForLoadState('networkidle')
    assert.match(await textOf(page), /Contrast of the text: 17\.\d+ : 1 \(enough\)/)
    await page.fill('[name=adText]', '#999999')
    assert.match(await textOf(page), /Contrast of the text: 2\.84 : 1 \(too little\)/)
    await save(page)
    await page.waitForSelector('#adText-error')
    assert.match(await textOf(page), /The contrast with its ground is 2\.84/)
    assert.deepEqual(await accessibilityProblems(page), [])
    await context.close()
  })
})
