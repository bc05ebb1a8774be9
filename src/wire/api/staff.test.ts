import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { doors } from '#app'
import { type Member, actorOf } from '#accounts/people'
import { type StaffRole, grantRoles } from '#accounts/roles'
import { dayMs } from '#platform/clock'
import { newId } from '#platform/ids'
import { aParty } from '#test/business'
import { type TestWire, codeOf, openTestWire } from '../wire.fixtures.ts'

let wire: TestWire
let ada: Member
let clerk: Member
let desk: { readonly authorization: string }
let sites: { readonly authorization: string }
before(async () => {
  wire = await openTestWire()
  const { ctx } = wire.t
  ada = await wire.member('ada')
  clerk = await staff('clerk', 'billing')
  desk = await wire.keyOf(clerk, 'staff:orders')
  sites = await wire.keyOf(await staff('looker', 'moderator'), 'staff:sites')
  const { CreateOrganisationInput, createOrganisation } = doors.organisations
  const about = { kind: 'advertiser', name: 'Harbour Light', country: 'US', email: 'a@harbour.example' }
  const { organisationId, shownId } = await createOrganisation(ctx, ada, CreateOrganisationInput.parse(about))
  const { agreements, orders } = doors
  const offer = { kind: 'advertiser', organisation: shownId, ...aParty, governingLaw: 'the State of Maine' }
  const { id: agreement } = await agreements.offerAgreement(ctx, clerk, agreements.OfferAgreementInput.parse(offer))
  const { sha256 } = await agreements.readAgreement(ctx, clerk, agreement)
  const name = { name: 'Ada', title: 'Owner', authority: 'on' }
  const signed = agreements.SignAgreementInput.parse({ agreement, sha256, ...name })
  await agreements.signAgreement(ctx, ada, signed)
  await agreements.countersign(ctx, clerk, signed)
  const line = { name: 'Spring', startsOn: '2099-03-20', endsOn: '2099-04-19', priceModel: 'cpm', rate: '4.50' }
  place = async (title) => {
    const order = { ...aParty, title, zone: 'UTC', currency: 'USD', legalName: 'Light LLC', billingAddress: 'Quay 14' }
    const input = orders.OrderInput.parse({ ...order, lines: [{ ...line, budget: '100.00' }] })
    const { id } = await orders.placeOrder(ctx, ada, organisationId, 'them', input)
    await orders.submitOrder(ctx, ada, 'them', id)
    return id
  }
})
after(() => wire.close())

/** A submitted order. @returns its number */
let place: (title: string) => Promise<string>

async function staff(username: string, ...roles: readonly StaffRole[]): Promise<Member> {
  const { personId } = await wire.member(username)
  await grantRoles(wire.t.ctx, { kind: 'system' }, { personId, roles })
  return again(personId)
}
const again = (personId: Member['personId']): Promise<Member> => {
  const { ctx } = wire.t
  return actorOf(ctx, personId, {
    ...{ kind: 'session', sessionId: newId<'session'>(ctx), strong: true, provenAt: ctx.clock.now() },
  })
}
const get = (path: string, headers: object = desk) => wire.ask({ url: `/api/v1/staff${path}`, headers: { ...headers } })
const post = (path: string, payload: object, headers: object = desk) =>
  wire.ask({ method: 'POST', url: `/api/v1/staff${path}`, headers: { ...headers }, payload })

interface AtDesk {
  readonly id: string
  readonly state: string
  readonly advertiser: { readonly name: string }
}

describe('/staff/orders', () => {
  test('200, 204, 201: orders are found, approved, declined, reported and solved, by what the desk sees and nothing of people', async () => {
    const [one, other] = [await place('Spring'), await place('Summer')]
    const found = await get('/orders?q=summer&state=submitted')
    assert.deepEqual(
      found.json().items.map(({ id, state, advertiser }: AtDesk) => [id, state, advertiser.name]),
      [[other, 'submitted', 'Harbour Light']],
    )
    const shown = await get(`/orders/${one}`)
    assert.equal(shown.statusCode, 200, shown.body)
    for (const value of [...Object.values(aParty), 'Light LLC']) assert.ok(!shown.body.includes(value), value)
    const { sha256 } = shown.json()
    const stale = await post(`/orders/${one}/approve`, { sha256: '0'.repeat(64) })
    assert.deepEqual([stale.statusCode, codeOf(stale)], [409, 'order-read-otherwise'])
    assert.equal((await post(`/orders/${one}/approve`, { sha256 })).statusCode, 204)
    const summer = (await get(`/orders/${other}`)).json().sha256
    assert.equal((await post(`/orders/${other}/decline`, { sha256: summer })).statusCode, 422)
    const because = 'The flight is too long for this budget.'
    assert.equal((await post(`/orders/${other}/decline`, { sha256: summer, because })).statusCode, 204)
    assert.deepEqual(
      [(await get(`/orders/${one}`)).json().state, (await get(`/orders/${other}`)).json().state],
      ['approved', 'declined'],
    )
    const reported = await post(`/orders/${one}/troubles`, { reason: 'creative', words: 'It shows a competitor.' })
    assert.equal(reported.statusCode, 201, reported.body)
    assert.equal((await get('/orders')).json().items[0].id, one, 'what is wrong stands on top')
    const solved = await post(`/troubles/${reported.json().id}/solve`, { solution: 'Another picture came.' })
    assert.equal(solved.statusCode, 204, solved.body)
    assert.equal((await get(`/orders/${one}`)).json().state, 'approved')
    assert.equal((await get('/orders/ord_nothing')).statusCode, 404)
  })

  test('404, 403, 401: for nobody but who works at that desk now, by a key for it that is not past its time', async () => {
    const lost = await staff('leaver', 'billing')
    const key = await wire.keyOf(lost, 'staff:orders', 'business:read')
    assert.equal((await get('/orders', key)).statusCode, 200, 'negative control')
    await grantRoles(wire.t.ctx, { kind: 'system' }, { personId: lost.personId, roles: [] })
    assert.deepEqual(codeOf(await get('/orders', key)), 'page-not-found')
    assert.equal((await post('/orders/ord_nothing/approve', {}, key)).statusCode, 404, 'and learns nothing by asking')
    assert.equal((await get('/orders', {})).statusCode, 404)
    assert.equal((await get('/orders', await wire.keyOf(ada, 'business:read'))).statusCode, 404)
    assert.equal((await get('/orders', sites)).statusCode, 404)
    const plain = await get('/orders', await wire.keyOf(clerk, 'business:read'))
    assert.deepEqual([plain.statusCode, codeOf(plain)], [403, 'scope-missing'])
    // No other way of staff, and none of the site, opens to it.
    for (const url of ['/staff/orders', '/staff/people', '/staff/holds', '/staff/inbox']) {
      assert.equal((await wire.ask({ url, headers: { ...desk } })).statusCode, 404, url)
    }
    wire.t.clock.advanceMs(90 * dayMs)
    const late = await get('/orders')
    assert.deepEqual([late.statusCode, codeOf(late)], [401, 'key-not-valid'])
    desk = await wire.keyOf(await again(clerk.personId), 'staff:orders')
    sites = await wire.keyOf(await staff('looker-too', 'moderator'), 'staff:sites')
    assert.equal((await get('/orders')).statusCode, 200)
  })
})

describe('/staff/sites', () => {
  test('200, 204, 404: what waits is listed and decided, by the desk of the sites alone', async () => {
    const { ctx } = wire.t
    const { organisations, sites: room } = doors
    const about = { kind: 'publisher', name: 'Harps Weekly', country: 'NL', email: 'desk@harps.example' }
    const publisher = await organisations.createOrganisation(
      ctx,
      ada,
      organisations.CreateOrganisationInput.parse(about),
    )
    const host = 'www.harps.example'
    const { id } = await room.addSite(ctx, ada, publisher.organisationId, room.AddSiteInput.parse({ host }))
    await wire.t.database.pool.query(
      `update ads_sites set state = 'proven', proof_method = 'dns', proven_at = $1, seen_at = $1`,
      [ctx.clock.now()],
    )
    assert.deepEqual(
      (await get('/sites', sites)).json().items.map((site: { host: string }) => site.host),
      [host],
    )
    assert.equal((await get('/sites', desk)).statusCode, 404)
    const early = await post(`/sites/${id}/review`, { review: 'approved' }, sites)
    assert.deepEqual([early.statusCode, codeOf(early)], [422, 'vertical-missing'])
    const decided = await post(`/sites/${id}/review`, { review: 'approved', vertical: '653' }, sites)
    assert.equal(decided.statusCode, 204, decided.body)
    assert.deepEqual((await get('/sites', sites)).json().items, [])
    assert.equal((await post('/sites/sit_nothing/review', { review: 'refused' }, sites)).statusCode, 404)
  })
})
