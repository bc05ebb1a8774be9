import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { lettersTo, makeKey, makeMember, send, shows, signInBy, textOf, until } from '#test/people'
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
const billing = {
  legalName: 'Quillfeather Ledgerdomain LLC',
  billingAddress: '77 Thistlewick Row, Portland',
  taxNumber: 'US 99-7654321',
} as const
const line = {
  ...{ name: 'Large pictures', startsOn: '2099-03-20', endsOn: '2099-04-19', priceModel: 'cpm' },
  ...{ rate: '4.50', budget: '120.00' },
} as const
const anOrder = { ...party, ...billing, title: 'Spring campaign', zone: 'UTC', currency: 'USD', lines: [line] }

describe('orders', () => {
  let product: Product
  let browser: Browser
  let owner: Page
  let desk: Page
  let key: string
  /** Whoever is written to, and whoever is called. */
  let writes: string
  let speaks: string
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    desk = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, desk, 'billing', 'billing')
    await makeMember(product, { username: 'ada' })
    owner = (await openPerson(browser, product.origin)).page
    await signInBy(owner, 'ada')
    key = await makeKey(product, 'ada', 'business:read,business:write')
    writes = await founded('Harbour Light', 'email')
    speaks = await founded('Second Light', 'telephone')
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
  const orderOf = async (advertiser: string, order: string) =>
    (await ask('GET', `/advertiser/${advertiser}/orders/${order}`)).body as {
      readonly state: string
      readonly text: string
      readonly sha256: string
      readonly signatures: readonly { readonly side: string; readonly sha256: string }[]
    }

  /** Sets an advertiser up by the page. @returns its number */
  async function founded(name: string, channel: 'email' | 'telephone'): Promise<string> {
    await owner.goto('/console/new')
    await owner.check('[name=kind][value=advertiser]')
    await owner.fill('[name=name]', name)
    await owner.selectOption('[name=country]', 'NL')
    await owner.fill('[name=email]', `${channel}@harbour.example`)
    await owner.fill('[name=telephone]', '+31 20 555 0133')
    await owner.check(`[name=preferredChannel][value=${channel}]`)
    await send(owner)
    await owner.waitForURL(/created/)
    return /\/console\/(adv_\w+)/.exec(owner.url())?.[1] ?? assert.fail(owner.url())
  }

  async function sign(page: Page, name: string): Promise<void> {
    await page.fill('main form[action="?/sign"] [name=name]', name)
    await page.fill('main form[action="?/sign"] [name=title]', 'Managing director')
    await page.check('main form[action="?/sign"] [name=authority]')
    await press(page, 'sign')
  }

  async function placed(advertiser: string): Promise<string> {
    const { status, body } = await ask('POST', `/advertiser/${advertiser}/orders`, anOrder)
    assert.equal(status, 201, JSON.stringify(body))
    return (body as { id: string }).id
  }

  /** What somebody of the desk reports on the page of an order. */
  async function report(order: string, words: string): Promise<void> {
    await desk.goto(`/staff/orders/${order}`)
    await desk.selectOption('[name=reason]', 'creative')
    await desk.fill('[name=words]', words)
    await press(desk, 'trouble')
    await shows(desk, /What is or was wrong/)
  }

  test('are bought from the terms over approval and both signatures to their end, each state by its act (promises: S-23, S-24)', async () => {
    const asked = await ask('POST', `/advertiser/${writes}/agreements`, party)
    assert.equal(asked.status, 201)
    const { id: agreement } = asked.body as { id: string }
    const order = await placed(writes)
    const stateOf = async (): Promise<string> => (await orderOf(writes, order)).state
    const submit = (): Promise<{ status: number }> => ask('POST', `/advertiser/${writes}/orders/${order}/submit`)
    assert.equal(await stateOf(), 'draft')
    assert.equal((await submit()).status, 409, 'not before the terms are in force')
    await owner.goto(`/console/${writes}/agreements/${agreement}`)
    await sign(owner, 'Ada Quay')
    await shows(owner, /You have signed/)
    await desk.goto(`/staff/agreements/${agreement}`)
    await sign(desk, 'Grace Hopper')
    await desk.waitForURL(/\?countersigned/)

    assert.equal((await submit()).status, 200)
    assert.equal(await stateOf(), 'submitted')
    await desk.goto('/staff/orders?state=submitted')
    assert.deepEqual(await accessibilityProblems(desk), [])
    await desk.click(`main a[href="/staff/orders/${order}"]`)
    await desk.waitForURL(/ord_/)
    assert.deepEqual(await accessibilityProblems(desk), [])
    await press(desk, 'approve')
    await shows(desk, /Approved, waits for their signature/)
    assert.equal(await stateOf(), 'approved')
    await owner.goto(`/console/${writes}/orders/${order}`)
    await sign(owner, 'Ada Quay')
    await until('they have signed', async () => (await stateOf()) === 'signed')
    await desk.reload()
    await sign(desk, 'Grace Hopper')
    await shows(desk, /Booked/)

    const booked = await orderOf(writes, order)
    assert.equal(booked.state, 'booked')
    const sha256 = createHash('sha256').update(booked.text, 'utf8').digest('hex')
    assert.deepEqual(
      booked.signatures.map((signature) => [signature.side, signature.sha256]),
      [
        ['them', sha256],
        ['us', sha256],
      ],
    )
    const stored = await query(
      product,
      `select distinct encode(sha256, 'hex') as hash from ads_order_signatures
         union select encode(sha256, 'hex') from ads_order_versions where phase = 'booked'`,
    )
    assert.deepEqual(stored, [{ hash: sha256 }])
    for (const [page, href] of [
      [owner, `/console/${writes}/orders/${order}/paper`],
      [desk, `/staff/orders/${order}/paper?version=1`],
    ] as const) {
      const file = await page.request.get(product.origin + href)
      assert.deepEqual([file.status(), (await file.body()).subarray(0, 5).toString()], [200, '%PDF-'])
    }

    // The clock of the product is that of the machine: its flight is moved instead.
    await query(product, `update ads_order_lines set starts_at = now() - interval '1 day'`)
    assert.equal(await stateOf(), 'live')
    await report(order, 'The picture shows a competitor. Choose another.')
    assert.equal(await stateOf(), 'trouble')
    await desk.goto('/staff/orders')
    assert.match((await desk.locator('main tbody tr').first().innerText()).replaceAll(/\s+/g, ' '), /In trouble/)
    await desk.goto(`/staff/orders/${order}`)
    await desk.fill('[name=solution]', 'Another picture came and was reviewed.')
    await press(desk, 'solve')
    await until('it is solved', async () => (await stateOf()) === 'live')
    await press(desk, 'pause')
    await until('it is paused', async () => (await stateOf()) === 'paused')
    await press(desk, 'resume')
    await until('it goes on', async () => (await stateOf()) === 'live')
    await query(
      product,
      `update ads_orders set ends_at = now() - interval '1 second' where binding_version is not null`,
    )
    assert.equal(await stateOf(), 'finished')
  })

  test('need name, company, street address, e-mail and telephone, and take nothing else about a person (promise: S-25)', async () => {
    for (const field of Object.keys(party)) {
      const { [field as keyof typeof anOrder]: _, ...rest } = anOrder
      const { status, body } = await ask('POST', `/advertiser/${speaks}/orders`, rest)
      assert.equal(status, 422, field)
      assert.ok(field in (body as { fields: object }).fields, field)
    }
    for (const more of ['birthday', 'passport', 'gender']) {
      const { status } = await ask('POST', `/advertiser/${speaks}/orders`, { ...anOrder, [more]: 'anything' })
      assert.equal(status, 422, more)
    }
    await placed(speaks)
  })

  test('take no number of a card, hold what stands on invoices sealed, and show it to who bills (promise: S-26)', async () => {
    const order = await placed(speaks)
    const card = '4111 1111 1111 1111'
    for (const field of ['title', 'purchaseOrder', 'legalName', 'billingAddress', 'taxNumber']) {
      const { status, body } = await ask('POST', `/advertiser/${speaks}/orders`, {
        ...anOrder,
        [field]: `Pay by ${card}`,
      })
      assert.deepEqual([status, (body as { code: string }).code], [422, 'card-number'], field)
    }
    await desk.goto(`/staff/orders/${order}`)
    const seen = await textOf(desk)
    for (const value of Object.values(billing)) assert.ok(seen.includes(value), `the control: ${value}`)
    const shown = JSON.stringify(await orderOf(speaks, order))
    for (const value of Object.values(billing)) assert.ok(!shown.includes(value), 'no program reads it')
    for (const [marker, places] of await residues(product, [...Object.values(billing), card])) {
      assert.deepEqual(places, [], marker)
    }
    await makeMember(product, { username: 'mary' })
    const stranger = (await openPerson(browser, product.origin)).page
    await signInBy(stranger, 'mary')
    for (const path of [`/staff/orders/${order}`, `/console/${speaks}/orders/${order}`]) {
      assert.equal((await stranger.goto(path))?.status(), 404, path)
    }
  })

  test('in trouble reach the advertiser within a minute by the way they chose, and by no other (promise: S-29)', async () => {
    const [written, spoken] = [await placed(writes), await placed(speaks)]
    const about = (address: string): number =>
      lettersTo(product, address).filter((text) => text.includes('Your order needs a look')).length
    const before = about('email@harbour.example')
    await report(spoken, 'The second picture is too dark to be read.')
    await report(written, 'The first picture is too dark to be read.')
    await until('the letter', () => about('email@harbour.example') === before + 1)
    await desk.goto('/staff/calls')
    assert.deepEqual(await accessibilityProblems(desk), [])
    const calls = await textOf(desk)
    assert.match(calls, /Second Light.*\+31 20 555 0133.*The second picture is too dark/)
    assert.doesNotMatch(calls, /The first picture/, 'who wants letters is not called')
    assert.equal(about('telephone@harbour.example'), 0, 'who wants a call is not written to')
    await desk.click('main button[value=yes]')
    await desk.waitForURL(/\?done/)
    await shows(desk, /Nobody is to be called/)
    const due = await query(
      product,
      `select max(due_at - reported_at)::text as due from ads_order_troubles where channel = 'email'`,
    )
    assert.deepEqual(due, [{ due: '00:01:00' }])
    await owner.goto(`/console/${speaks}/orders/${spoken}`)
    await shows(owner, /The second picture is too dark to be read/)
  })
})
