import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { makeKey, makeMember, send, shows, signInBy, textOf, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query, residues } from '#test/residue'
import { signInAsStaff } from '#test/staff'

/** Words that stand nowhere else. */
const party = {
  name: 'Quillfeather Jansen',
  company: 'Quillfeather Press',
  street: '14 Brambleknot Quay, Portland',
  email: 'papers@quillfeather.example',
  telephone: '+12075550143',
} as const

describe('agreements', () => {
  let product: Product
  let browser: Browser
  let owner: Page
  let desk: Page
  let key: string
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    const staff = await openPerson(browser, product.origin)
    await signInAsStaff(product, staff.page, 'billing', 'billing')
    desk = staff.page
    await makeMember(product, { username: 'ada' })
    owner = (await openPerson(browser, product.origin)).page
    await signInBy(owner, 'ada')
    key = await makeKey(product, 'ada', 'business:read,business:write')
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const press = (page: Page, form: string): Promise<void> => page.click(`main form[action="?/${form}"] button`)

  async function ask(method: string, path: string, body?: object): Promise<{ status: number; body: never }> {
    const answer = await fetch(`${product.origin}/api/v1${path}`, {
      method,
      headers: { authorization: key, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json().catch(() => null)) as never }
  }

  /** Sets an organisation up by the page. @returns its number */
  async function founded(kind: string, name: string): Promise<string> {
    await owner.goto('/console/new')
    await owner.check(`[name=kind][value=${kind}]`)
    await owner.fill('[name=name]', name)
    await owner.selectOption('[name=country]', 'NL')
    await owner.fill('[name=email]', 'desk@harbour.example')
    await send(owner)
    await owner.waitForURL(/created/)
    const [, number = ''] = /\/console\/(\w+)/.exec(owner.url()) ?? []
    assert.match(number, /^(pub|adv|net)_/, owner.url())
    return number
  }

  /** Signs what the page shows. */
  async function sign(page: Page, name: string): Promise<void> {
    await page.fill('[name=name]', name)
    await page.fill('[name=title]', 'Managing director')
    await page.check('[name=authority]')
    await press(page, 'sign')
  }

  test('of publishers are signed by both sides before a site is cleared for ads, and can be kept as a file (promises: S-31, S-79)', async () => {
    const publisher = await founded('publisher', 'Harbour Light')
    const added = await ask('POST', `/publisher/${publisher}/sites`, { host: 'www.harbour.example' })
    assert.equal(added.status, 201)
    // Its proof and the look of staff are another promise; what is left is the agreement.
    await query(
      product,
      `update ads_sites set state = 'proven', proof_method = 'dns', proven_at = now(), seen_at = now(),
         review = 'approved', vertical = '653'`,
    )
    const serves = async (): Promise<unknown> =>
      (
        (await ask('GET', `/publisher/${publisher}/sites`)).body as {
          items: { serves: boolean; state: string; review: string }[]
        }
      ).items.map((site) => [site.state, site.review, site.serves])
    const waits = [['proven', 'approved', false]]
    assert.deepEqual(await serves(), waits, 'without an agreement')

    await owner.goto(`/console/${publisher}/agreements`)
    assert.deepEqual(await accessibilityProblems(owner), [])
    for (const [field, value] of Object.entries(party)) await owner.fill(`[name=${field}]`, value)
    await press(owner, 'ask')
    await owner.waitForURL(/\?asked/)
    const page = new URL(owner.url()).pathname
    const text = await textOf(owner)
    for (const value of Object.values(party)) assert.ok(text.includes(value), value)
    assert.deepEqual(await accessibilityProblems(owner), [])

    // A text that is not the one that was read is not signed.
    await owner
      .locator('[name=sha256]')
      .evaluate((field) => ((field as unknown as { value: string }).value = '0'.repeat(64)))
    await sign(owner, 'Ada Quay')
    await until('it is refused', async () => /not the text that you read/.test(await textOf(owner)))
    await owner.goto(page)
    const sha256 = await owner.inputValue('[name=sha256]')
    await sign(owner, 'Ada Quay')
    await until('it is signed', async () => /You have signed/.test(await textOf(owner)))
    assert.deepEqual(await serves(), waits, 'signed by one side')

    await desk.goto('/staff/agreements')
    assert.deepEqual(await accessibilityProblems(desk), [])
    await desk.click('main table a')
    await desk.waitForURL(/agr_/)
    assert.equal(await desk.inputValue('[name=sha256]'), sha256, 'both read the same text')
    await sign(desk, 'Grace Hopper')
    await desk.waitForURL(/\?countersigned/)
    assert.deepEqual(await serves(), [['proven', 'approved', true]])

    await owner.goto(page)
    await shows(owner, /In force/)
    for (const reader of [owner, desk]) {
      const href = (await reader.getAttribute('a[download]', 'href')) ?? assert.fail('no file')
      const file = await reader.request.get(href)
      assert.deepEqual([file.status(), file.headers()['content-type']], [200, 'application/pdf'])
      assert.equal((await file.body()).subarray(0, 5).toString(), '%PDF-')
    }

    // The end follows from the agreement itself, and is shown before notice is given (promise: S-79).
    const after = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    await owner.goto(`/console/${publisher}/close`)
    assert.ok((await textOf(owner)).includes(`Last payment by: ${after(45)}`), 'closing at once leaves out the notice')
    await owner.goto(page)
    const notice = await textOf(owner)
    assert.ok(notice.includes(`Last day: ${after(30)}`), notice.slice(-600))
    assert.ok(notice.includes(`Last payment by: ${after(75)}`), notice.slice(-600))
    await press(owner, 'notice')
    await owner.waitForURL(/\?noticed/)
    assert.deepEqual(await serves(), [['proven', 'approved', true]], 'until its last day')
    await query(product, `update ads_agreements set ends_at = now() - interval '1 second'`)
    assert.deepEqual(await serves(), waits, 'after it')
  })

  test('hold what they say of people sealed, for their own purposes and no other (promise: S-32)', async () => {
    const publisher = await founded('publisher', 'Second Light')
    const asked = await ask('POST', `/publisher/${publisher}/agreements`, party)
    assert.equal(asked.status, 201)
    const { id } = asked.body as { id: string }
    const { text } = (await ask('GET', `/publisher/${publisher}/agreements/${id}`)).body as { text: string }
    assert.ok(text.includes(party.street), 'the control: it is there for whoever may read it')
    for (const [marker, places] of await residues(product, [party.name, party.street, party.telephone])) {
      assert.deepEqual(places, [], marker)
    }
    await makeMember(product, { username: 'mary' })
    const other = await makeKey(product, 'mary', 'business:read')
    const headers = { authorization: other }
    const foreign = await fetch(`${product.origin}/api/v1/publisher/${publisher}/agreements/${id}`, { headers })
    assert.equal(foreign.status, 404)
  })

  test('of networks ask for company, person and commercial data, and no more (promise: S-43)', async () => {
    const network = await founded('network', 'Harbour Ads')
    const path = `/network/${network}/agreements`
    for (const field of Object.keys(party)) {
      const { [field as keyof typeof party]: _, ...rest } = party
      const { status, body } = await ask('POST', path, rest)
      assert.equal(status, 422, field)
      assert.ok(field in (body as { fields: object }).fields, field)
    }
    for (const more of ['birthday', 'passport', 'revenue']) {
      assert.equal((await ask('POST', path, { ...party, [more]: 'anything' })).status, 422, more)
    }
    await owner.goto(`/console/${network}/agreements`)
    const fields = await owner
      .locator('main form [name]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('name')))
    assert.deepEqual(fields, Object.keys(party))
    const asked = await ask('POST', path, party)
    assert.equal(asked.status, 201)
    const { id } = asked.body as { id: string }
    const { text, kind } = (await ask('GET', `${path}/${id}`)).body as { text: string; kind: string }
    assert.equal(kind, 'network')
    for (const value of Object.values(party)) assert.ok(text.includes(value), value)
    for (const commercial of [/15 %|15 percent|15%/, /USD/, /30 days/]) assert.match(text, commercial)
  })
})
