import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { linkTo, makeMember, send, signInBy } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import { signInAsStaff } from '#test/staff'

describe('coming aboard', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const textOf = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  const withoutScript = async (): Promise<Page> =>
    (await openPerson(browser, product.origin, { javaScriptEnabled: false })).page

  async function sign(page: Page, name: string): Promise<void> {
    await page.fill('[name=name]', name)
    await page.fill('[name=title]', 'Managing director')
    await page.check('[name=authority]')
    await page.click('main form[action="?/sign"] button')
  }

  test('a network, from the question to an agreement that both sides signed, in an account of its own that nobody else sees (promise: S-41)', async () => {
    // A question without an account, from the page for networks.
    const owner = await withoutScript()
    await owner.goto('/networks')
    await owner.click('main a[href^="/inquiry"]')
    await owner.fill('[name=name]', 'Ada Quay')
    await owner.fill('[name=email]', 'ada.quay@example.org')
    await owner.fill('[name=message]', 'How do our bids come to you?')
    await send(owner)
    assert.match(await textOf(owner), /We have your question/)
    await linkTo(product, 'ada.quay@example.org', '/inquiry')

    // The account, by the same page.
    await makeMember(product, { username: 'ada' })
    await signInBy(owner, 'ada')
    await owner.goto('/networks')
    await owner.click('main a[href^="/console/new"]')
    assert.equal(await owner.isChecked('[name=kind][value=network]'), true)
    await owner.fill('[name=name]', 'Harbour Ads')
    await owner.selectOption('[name=country]', 'NL')
    await owner.fill('[name=email]', 'desk@harbour.example')
    await send(owner)
    const root = new URL(owner.url()).pathname
    assert.match(root, /^\/console\/net_/)

    const stranger = await withoutScript()
    await makeMember(product, { username: 'grace' })
    await signInBy(stranger, 'grace')
    for (const below of ['', '/agreements', '/people', '/billing']) {
      assert.equal((await stranger.goto(`${root}${below}`))?.status(), 404, below)
    }
    assert.equal((await owner.goto(`${root}/people`))?.status(), 200, 'negative control')

    // Its agreement: asked for, read, signed, countersigned.
    await owner.goto(`${root}/agreements`)
    const party = {
      name: 'Ada Quay',
      company: 'Harbour Ads BV',
      street: '1 Quay, Rotterdam',
      telephone: '+12075550143',
    }
    for (const [field, value] of Object.entries({ ...party, email: 'desk@harbour.example' })) {
      await owner.fill(`[name=${field}]`, value)
    }
    await owner.click('main form[action="?/ask"] button')
    const agreement = new URL(owner.url()).pathname
    assert.match(await textOf(owner), /Harbour Ads BV/)
    await sign(owner, 'Ada Quay')
    await owner.goto(agreement)
    assert.doesNotMatch(await textOf(owner), /In force/, 'signed by one side')

    const desk = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, desk, 'billing', 'billing')
    await desk.goto('/staff/agreements')
    await desk.click('main table a')
    await desk.waitForURL(/agr_/)
    await sign(desk, 'Grace Hopper')
    await desk.waitForURL(/\?countersigned/)
    await owner.goto(agreement)
    assert.match(await textOf(owner), /In force/)
    await owner.goto(root)
    assert.match(await textOf(owner), /Harbour Ads/)
  })

  test('a publisher lets one site be otherwise, and sees what holds everywhere (promise: S-37)', async () => {
    const page = await withoutScript()
    await makeMember(product, { username: 'mary' })
    await signInBy(page, 'mary')
    await page.goto('/console/new?kind=publisher')
    await page.fill('[name=name]', 'Harbour Light')
    await page.selectOption('[name=country]', 'NL')
    await page.fill('[name=email]', 'desk@harbour.example')
    await send(page)
    const root = new URL(page.url()).pathname
    await page.goto(`${root}/sites`)
    await page.fill('[name=host]', 'www.harbour.example')
    await page.click('main form button[type=submit]')
    const at = `${new URL(page.url()).pathname}/pictures`
    await page.goto(at)
    assert.match(await textOf(page), /This site is as all others\./)
    assert.match(await textOf(page), /Empty is as everywhere: 3\./)
    await page.fill('[name=maxPerPage]', '11')
    await page.fill('[name=adText]', '#000000')
    const submit = 'main form[action="?/save"] button[type=submit]'
    await page.click(submit)
    assert.match(await textOf(page), /Give 10 or less/)
    await page.fill('[name=maxPerPage]', '1')
    await page.click(submit)
    assert.match(await textOf(page), /Give all four, or none/)
    await page.fill('[name=adText]', '')
    await page.selectOption('[name=sendsTitle]', 'yes')
    await page.click(submit)
    assert.match(await textOf(page), /Saved\..*has settings of its own/)
    const ofSite = () =>
      query<Record<string, unknown>>(
        product,
        'select max_per_page, sends_title, corner, text_colour from ads_picture_settings where site_id is not null',
      )
    assert.deepEqual(await ofSite(), [{ max_per_page: 1, sends_title: true, corner: null, text_colour: null }])
    await page.click('main form[action="?/clear"] button')
    assert.match(await textOf(page), /is as all others again/)
    assert.deepEqual(await ofSite(), [])
  })
})
