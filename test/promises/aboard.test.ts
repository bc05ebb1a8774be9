import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { linkTo, makeKey, makeMember, send, shows, signInBy, textOf } from '#test/people'
import { photograph } from '#test/pictures'
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
    await shows(owner, /We have your question/)
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
    await shows(owner, /Harbour Ads BV/)
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
    await shows(owner, /In force/)
    await owner.goto(root)
    await shows(owner, /Harbour Ads/)
  })

  test('nothing is accepted from a network before both sides have signed its agreement, nor after its end (promise: S-42)', async () => {
    const page = await withoutScript()
    await makeMember(product, { username: 'lin' })
    await signInBy(page, 'lin')
    await page.goto('/console/new?kind=network')
    await page.fill('[name=name]', 'Quay Bids')
    await page.selectOption('[name=country]', 'NL')
    await page.fill('[name=email]', 'desk@quay.example')
    await send(page)
    const root = new URL(page.url()).pathname
    const key = await makeKey(product, 'lin', 'business:read,business:write')
    const picture = await photograph(5, 900, 600)
    const said = { headline: 'Boots that stay dry', alt: 'Green boots', landingPage: 'https://shop.example/boots' }

    /** By a program: the status, and the code of a refusal. */
    async function byProgram(): Promise<readonly [number, string | undefined]> {
      const body = new FormData()
      for (const [name, value] of Object.entries(said)) body.set(name, value)
      body.set('file', new Blob([new Uint8Array(picture)]), 'boots.jpg')
      const answer = await fetch(`${product.origin}/api/v1/network/${root.split('/')[2]}/creatives`, {
        ...{ method: 'POST', headers: { authorization: key }, body },
      })
      return [answer.status, ((await answer.json()) as { code?: string }).code]
    }
    /** What the page sends, whether it shows the form or not: where that leads. */
    async function byPage(): Promise<string> {
      const file = { name: 'boots.jpg', mimeType: 'image/jpeg', buffer: picture }
      const answer = await page.request.post(`/upload/creatives/${root.split('/')[2]}`, {
        ...{ multipart: { ...said, file }, headers: { origin: product.origin }, maxRedirects: 0 },
      })
      return answer.headers()['location'] ?? String(answer.status())
    }
    const taken = async () =>
      Number((await query<{ n: string }>(product, 'select count(*) as n from ads_creatives'))[0]?.n)
    /** It is refused by every way, it is said before anybody tries, and nothing of it stays. */
    async function assertRefused(when: string): Promise<void> {
      const before = await taken()
      await page.goto(`${root}/creatives`)
      assert.match(await textOf(page), /We accept nothing from a network before both sides have signed/, when)
      assert.equal(await page.locator('main a[href$="/creatives/new"]').count(), 0, when)
      await page.goto(`${root}/creatives/new`)
      assert.deepEqual(
        [
          await page.locator('main form').count(),
          await page.locator(`main [role=status] a[href="${root}/agreements"]`).count(),
        ],
        [0, 1],
        when,
      )
      assert.deepEqual(await byProgram(), [409, 'creative-without-agreement'], when)
      assert.match(await byPage(), /refused=creative-without-agreement/, when)
      assert.equal(await taken(), before, when)
    }

    await assertRefused('nothing is agreed')
    await page.goto(`${root}/agreements`)
    const party = { name: 'Lin Quay', company: 'Quay Bids BV', street: '2 Quay, Rotterdam', telephone: '+12075550144' }
    for (const [field, value] of Object.entries({ ...party, email: 'desk@quay.example' })) {
      await page.fill(`[name=${field}]`, value)
    }
    await page.click('main form[action="?/ask"] button')
    await assertRefused('it is offered')
    await page.goto(`${root}/agreements`)
    await page.click('main table a')
    await sign(page, 'Lin Quay')
    await assertRefused('one side has signed')

    const desk = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, desk, 'paula', 'billing')
    await desk.goto('/staff/agreements')
    await desk.click('main table tr:has-text("Quay Bids BV") a, main table tr:has-text("Quay Bids") a')
    await desk.waitForURL(/agr_/)
    await sign(desk, 'Grace Hopper')
    await desk.waitForURL(/\?countersigned/)

    // Both have signed: by the form of the page, and by a program.
    await page.goto(`${root}/creatives/new`)
    for (const [name, value] of Object.entries(said)) await page.fill(`[name=${name}]`, value)
    await page.setInputFiles('[name=file]', { name: 'boots.jpg', mimeType: 'image/jpeg', buffer: picture })
    await send(page)
    assert.match(page.url(), /\/creatives\/cre_\w+\?made$/)
    assert.equal((await byProgram())[0], 201)
    assert.equal(await taken(), 2)

    await desk.fill('main form[action="?/end"] [name=reason]', 'They no longer buy with us.')
    await desk.click('main form[action="?/end"] button')
    await desk.waitForURL(/\?ended/)
    await assertRefused('it has ended')
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
    await shows(page, /This site is as all others\./)
    await shows(page, /Empty is as everywhere: 3\./)
    await page.fill('[name=maxPerPage]', '11')
    await page.fill('[name=adText]', '#000000')
    const submit = 'main form[action="?/save"] button[type=submit]'
    await page.click(submit)
    await shows(page, /Give 10 or less/)
    await page.fill('[name=maxPerPage]', '1')
    await page.click(submit)
    await shows(page, /Give all four, or none/)
    await page.fill('[name=adText]', '')
    await page.selectOption('[name=sendsTitle]', 'yes')
    await page.click(submit)
    await shows(page, /Saved\..*has settings of its own/)
    const ofSite = () =>
      query<Record<string, unknown>>(
        product,
        'select max_per_page, sends_title, corner, text_colour from ads_picture_settings where site_id is not null',
      )
    assert.deepEqual(await ofSite(), [{ max_per_page: 1, sends_title: true, corner: null, text_colour: null }])
    await page.click('main form[action="?/clear"] button')
    await shows(page, /is as all others again/)
    assert.deepEqual(await ofSite(), [])
  })
})
