import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { makeKey, makeMember, send, signInBy } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { residues } from '#test/residue'

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
  let key: string
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
    owner = (await openPerson(browser, product.origin)).page
    await signInBy(owner, 'ada')
    key = await makeKey(product, 'ada', 'business:read,business:write')
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

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
