import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { doors } from '#app'
import { type TestWire, codeOf, openTestWire } from '../wire.fixtures.ts'

let wire: TestWire
let reads: { readonly authorization: string }
let writes: { readonly authorization: string }
let others: { readonly authorization: string }
let advertiser: string
let another: string
before(async () => {
  wire = await openTestWire()
  const [ada, grace] = [await wire.member('ada'), await wire.member('grace')]
  ;[reads, writes] = [await wire.keyOf(ada, 'business:read'), await wire.keyOf(ada, 'business:write')]
  others = await wire.keyOf(grace, 'business:read', 'business:write')
  const { CreateOrganisationInput, createOrganisation } = doors.organisations
  const about = { kind: 'advertiser', name: 'Harbour Light', country: 'US', email: 'a@harbour.example' }
  const input = CreateOrganisationInput.parse(about)
  advertiser = (await createOrganisation(wire.t.ctx, ada, input)).shownId
  another = (await createOrganisation(wire.t.ctx, grace, input)).shownId
})
after(() => wire.close())

const at = (path = '', who = advertiser): string => `/api/v1/advertiser/${who}/orders${path}`
const get = (path = '', headers: object = reads, who = advertiser) =>
  wire.ask({ url: at(path, who), headers: { ...headers } })
const send = (
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  payload?: object,
  headers: object = writes,
  who = advertiser,
) => wire.ask({ method, url: at(path, who), headers: { ...headers }, ...(payload ? { payload } : {}) })

const line = { name: 'Spring', startsOn: '2099-03-20', endsOn: '2099-04-19', priceModel: 'cpm', rate: '4.50' }
const order = {
  title: 'Spring campaign',
  zone: 'Europe/Lisbon',
  currency: 'USD',
  name: 'Ada Lovelace',
  company: 'Harbour Light',
  street: '14 Quay Street, Portland',
  email: 'a@harbour.example',
  telephone: '+1 207 555 0123',
  legalName: 'Harbour Light LLC',
  billingAddress: '14 Quay Street, Portland',
  lines: [{ ...line, budget: '12000.00', include: { tag: ['sea'] } }],
}
const placed = async (): Promise<string> => (await send('POST', '', order)).json().id

describe('/advertiser/{organisation}/orders', () => {
  test('201, 200: an order is placed, read, changed and listed', async () => {
    const answer = await send('POST', '', order)
    assert.equal(answer.statusCode, 201, answer.body)
    const { id } = answer.json()
    const shown = (await get(`/${id}`)).json()
    assert.deepEqual(
      [shown.state, shown.version, shown.lines[0].rate, shown.lines[0].budget, shown.lines[0].include.tag],
      ['draft', 1, '4.50', '12000.00', ['sea']],
    )
    const lines = [{ ...line, id: shown.lines[0].id, quantity: 2_000_000 }]
    const changed = await send('PUT', `/${id}`, { ...order, lines, revision: shown.revision })
    assert.deepEqual([changed.statusCode, changed.json()], [200, { version: 1 }], changed.body)
    const now = (await get(`/${id}`)).json()
    assert.deepEqual([now.lines[0].id, now.lines[0].quantity], [shown.lines[0].id, 2_000_000])
    const [listed] = (await get()).json().items
    assert.deepEqual([listed.id, listed.total, listed.next], [id, '9000.00', 'them'])
    const stale = await send('PUT', `/${id}`, { ...order, revision: shown.revision })
    assert.deepEqual([stale.statusCode, codeOf(stale)], [409, 'order-changed-meanwhile'])
  })

  test('201, 200, 409: copied, renewed, cancelled; without terms not submitted, before it is booked not paused', async () => {
    const id = await placed()
    assert.equal((await send('POST', `/${id}/copy`)).statusCode, 201)
    const renewed = (await send('POST', `/${id}/renew`)).json()
    assert.equal((await get(`/${renewed.id}`)).json().lines[0].startsOn, '2099-04-20')
    assert.equal(codeOf(await send('POST', `/${id}/submit`)), 'order-without-terms')
    assert.equal(codeOf(await send('POST', `/${id}/pause`)), 'order-not-booked')
    assert.equal(codeOf(await send('POST', `/${id}/resume`)), 'order-not-paused')
    const cancelled = await send('POST', `/${id}/cancel`)
    assert.deepEqual([cancelled.statusCode, cancelled.json()], [200, { ends: [] }])
    assert.equal(codeOf(await send('POST', `/${id}/cancel`)), 'order-cancelled')
  })

  test('422: each of the five that is missing, a card, and amounts that nobody can pay (promises: S-25, S-26)', async () => {
    for (const field of ['name', 'company', 'street', 'email', 'telephone']) {
      const { [field as 'name']: _, ...rest } = order
      const refused = await send('POST', '', rest)
      assert.deepEqual([refused.statusCode, Object.keys(refused.json().fields)], [422, [field]], refused.body)
    }
    const card = await send('POST', '', { ...order, taxNumber: '4111 1111 1111 1111' })
    assert.deepEqual([card.statusCode, codeOf(card)], [422, 'card-number'])
    for (const budget of ['1000000000000', '0.001', '-5', '1e3', '1,50']) {
      const refused = await send('POST', '', { ...order, lines: [{ ...line, budget }] })
      assert.deepEqual([refused.statusCode, Object.keys(refused.json().fields)], [422, ['lines.0.budget']], budget)
    }
  })

  test('401, 403, 404: nobody without a key, a scope, a place there', async () => {
    const id = await placed()
    for (const path of ['', `/${id}`]) {
      assert.equal((await get(path, {})).statusCode, 401)
      assert.equal((await get(path, writes)).statusCode, 403)
      assert.equal((await get(path, others)).statusCode, 404)
    }
    // Of another advertiser, by who acts for that one.
    assert.equal(codeOf(await get(`/${id}`, others, another)), 'order-not-found')
    for (const act of ['submit', 'cancel', 'pause', 'resume', 'copy', 'renew']) {
      assert.equal((await send('POST', `/${id}/${act}`, undefined, {})).statusCode, 401)
      assert.equal((await send('POST', `/${id}/${act}`, undefined, reads)).statusCode, 403)
      assert.equal((await send('POST', `/${id}/${act}`, undefined, others)).statusCode, 404)
      assert.equal(codeOf(await send('POST', `/${id}/${act}`, undefined, others, another)), 'order-not-found')
    }
    assert.equal((await get(`/${id}`)).json().state, 'draft')
  })

  test('200, 409, 422, 404: a part of an order is changed with all its targeting, by whoever has read it', async () => {
    const id = await placed()
    const { revision } = (await get(`/${id}`)).json()
    const headed = await send('PATCH', `/${id}`, { title: 'Summer', revision })
    assert.deepEqual([headed.statusCode, headed.json()], [200, { version: 1 }], headed.body)
    const include = { vertical: ['653'], category: ['653'], word: ['boat'], tag: ['sea'], colour: ['#2b6fd1'] }
    const more = { 'site-country': ['DE'], language: ['de'], size: ['large'] }
    const full = {
      ...{ ...line, name: 'Second', budget: '0.01', rate: '0.01', include: { ...include, ...more } },
      ...{ exclude: { word: ['wreck'] }, dayParts: [{ days: [1, 2], fromHour: 8, toHour: 18 }], pageViewMax: 2 },
      ...{ separation: 'page', competesIn: ['653'], pacing: 'fast' },
    }
    const overtaken = await send('POST', `/${id}/lines`, { ...full, revision })
    assert.deepEqual([overtaken.statusCode, codeOf(overtaken)], [409, 'order-changed-meanwhile'])
    const now = (await get(`/${id}`)).json()
    const added = await send('POST', `/${id}/lines`, { ...full, revision: now.revision })
    assert.equal(added.statusCode, 200, added.body)
    const shown = (await get(`/${id}`)).json()
    assert.deepEqual(
      [shown.title, shown.lines.length, shown.lines[1].include, shown.lines[1].hours.length],
      ['Summer', 2, { ...include, ...more }, 20],
    )
    assert.match(shown.lines[1].reach, /^Large pictures tagged sea.*Mon–Tue 08–18, Lisbon time\./)
    const wrong = await send('POST', `/${id}/lines`, { ...full, budget: '0.001', revision: shown.revision })
    assert.deepEqual([wrong.statusCode, codeOf(wrong)], [422, 'order-does-not-fit'])
    const removal = { line: shown.lines[1].id, revision: shown.revision }
    assert.equal((await send('POST', `/${id}/lines/remove`, removal)).statusCode, 200)
    const again = { ...removal, revision: shown.revision + 1 }
    assert.equal((await send('POST', `/${id}/lines/remove`, again)).statusCode, 404)
    assert.equal((await send('PATCH', `/${id}`, { title: 'Theirs', revision: 1 }, others)).statusCode, 404)
  })

  test('200: the list is searched', async () => {
    await send('POST', '', { ...order, title: 'Autumn', purchaseOrder: 'PO-9' })
    const { items } = (await get('?q=po-9&sort=title')).json()
    assert.deepEqual(
      items.map(({ title }: { title: string }) => title),
      ['Autumn'],
    )
  })
})
