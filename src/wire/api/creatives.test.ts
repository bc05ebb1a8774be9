import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LightMyRequestResponse } from 'fastify'
import { allStores, doors } from '#app'
import { type Member, actorOf } from '#accounts/people'
import { type StaffRole, grantRoles } from '#accounts/roles'
import { newId, readId } from '#platform/ids'
import { type Company, aCompany, anOrder, inForce, signedOrder, somebody } from '#test/business'
import { openTestCtx } from '#test/house'
import { drawing } from '#test/pictures'
import { type TestWeb, openTestWeb } from '#test/web'
import { openWire } from '../open-wire.ts'
import { type Part, type TestWire, codeOf, multipart, pathOf, wireOn } from '../wire.fixtures.ts'

let web: TestWeb
let wire: TestWire
let ada: Company
let bob: Company
let net: Company
let pub: Company
let clerk: Member
let reads: { readonly authorization: string }
let writes: { readonly authorization: string }
let others: { readonly authorization: string }
let ofNet: { readonly authorization: string }
let ofPub: { readonly authorization: string }
let desk: { readonly authorization: string }
before(async () => {
  web = await openTestWeb(['shop.example'])
  web.sites.set('shop.example', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Boots</h1>')
  })
  const t = await openTestCtx({ stores: allStores, web })
  wire = await wireOn(t, await openWire({ house: { ...doors, ctx: t.ctx }, openSite: null }))
  ada = await aCompany(t, 'ada', 'advertiser')
  bob = await aCompany(t, 'bob', 'advertiser')
  net = await aCompany(t, 'net', 'network')
  pub = await aCompany(t, 'pub', 'publisher')
  clerk = await somebody(t, 'clerk', 'billing', 'moderator')
  reads = await wire.keyOf(ada.owner, 'business:read')
  writes = await wire.keyOf(ada.owner, 'business:write')
  others = await wire.keyOf(bob.owner, 'business:read', 'business:write')
  ofNet = await wire.keyOf(net.owner, 'business:read', 'business:write')
  ofPub = await wire.keyOf(pub.owner, 'business:read', 'business:write')
  desk = await wire.keyOf(clerk, 'staff:creatives')
})
after(async () => {
  await wire.close()
  await web.close()
})

const at = (path = '', { kind, shownId }: Pick<Company, 'kind' | 'shownId'> = ada): string =>
  `/api/v1/${kind}/${shownId}/creatives${path}`
const get = (path = '', headers: object = reads, of?: Company) =>
  wire.ask({ url: at(path, of), headers: { ...headers } })
const send = (method: 'PATCH' | 'PUT' | 'DELETE', path: string, payload?: object, headers: object = writes, of = ada) =>
  wire.ask({ method, url: at(path, of), headers: { ...headers }, ...(payload ? { payload } : {}) })

const said = {
  headline: 'Boots that stay dry',
  alt: 'A pair of green boots',
  landingPage: 'https://shop.example/boots',
}
interface Sending {
  readonly headers?: { readonly authorization: string }
  readonly of?: Company
  readonly path?: string
  readonly method?: 'POST' | 'PUT'
}
async function upload(
  fields: Readonly<Record<string, string>>,
  file: Buffer | null,
  { headers = writes, of = ada, path = '', method = 'POST' }: Sending = {},
): Promise<LightMyRequestResponse> {
  const parts: Part[] = Object.entries(fields).map(([name, value]) => ({ name, value }))
  if (file) parts.push({ name: 'file', value: file })
  const form = multipart(parts)
  return wire.ask({ method, url: at(path, of), ...form, headers: { ...form.headers, ...headers } })
}
/** Takes a creative and has it checked. @returns `cre_…` */
async function made(by = { headers: writes, of: ada }): Promise<string> {
  const answer = await upload(said, await drawing(), by)
  assert.equal(answer.statusCode, 201, answer.body)
  const { id } = answer.json<{ id: string }>()
  await checked(id)
  return id
}
/** Work is done beside the endpoints. */
async function checked(id: string): Promise<void> {
  const state = async (): Promise<string> => (await ask('GET', `/${id}`)).json().newest.state
  while ((await state()) === 'checking') await sleep(20)
}
const ask = (method: 'GET' | 'POST', path: string, payload?: object, headers: object = desk) =>
  wire.ask({ method, url: `/api/v1/staff/creatives${path}`, headers: { ...headers }, ...(payload ? { payload } : {}) })
async function approved(): Promise<string> {
  const id = await made()
  const { revision } = (await ask('GET', `/${id}`)).json()
  assert.equal((await ask('POST', `/${id}/approve`, { revision })).statusCode, 204)
  return id
}

describe('/advertiser/{organisation}/creatives', () => {
  test('201, 200: one is sent in, checked, read with its files and listed', async () => {
    const id = await made()
    const one = (await get(`/${id}`)).json()
    assert.deepEqual(
      [one.newest.state, one.newest.version, one.newest.headline, one.newest.findings, one.inUse],
      ['waiting', 1, said.headline, [], false],
    )
    assert.deepEqual(one.newest.landing.hops, [{ address: said.landingPage, status: 200 }])
    const [file] = one.newest.picture.files
    assert.equal((await wire.ask(pathOf(file.url))).statusCode, 200)
    assert.equal((await wire.ask(new URL(file.url).pathname)).statusCode, 404, 'without what we signed it is closed')
    const [listed] = (await get()).json().items
    assert.deepEqual([listed.id, listed.state, listed.landingHost], [id, 'waiting', 'shop.example'])
  })

  test('422, 415, 413: each field that is wrong gets its reason, and a macro in the address is one', async () => {
    const picture = await drawing()
    const empty = await upload({}, picture)
    assert.deepEqual(
      [empty.statusCode, Object.keys(empty.json().fields).toSorted()],
      [422, ['alt', 'headline', 'landingPage']],
    )
    const long = await upload({ ...said, headline: 'x'.repeat(61), callToAction: 'y'.repeat(26), more: 'z' }, picture)
    assert.equal(long.statusCode, 422, long.body)
    for (const macro of ['{id}', '[id]', '%%ID%%', '${id}', '%7Bid%7D']) {
      const refused = await upload({ ...said, landingPage: `https://shop.example/?c=${macro}` }, picture)
      assert.deepEqual([refused.statusCode, Object.keys(refused.json().fields)], [422, ['landingPage']], macro)
    }
    for (const landingPage of [
      'http://shop.example/',
      'https://127.0.0.1/',
      'javascript:alert(1)',
      'https://a@b.example/',
    ]) {
      const refused = await upload({ ...said, landingPage }, picture)
      assert.deepEqual([refused.statusCode, Object.keys(refused.json().fields)], [422, ['landingPage']], landingPage)
    }
    assert.equal((await upload(said, null)).statusCode, 422)
    assert.equal(codeOf(await upload(said, Buffer.from('no picture at all'))), 'picture-not-understood')
    const svg = await upload(said, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))
    assert.deepEqual([svg.statusCode, codeOf(svg)], [415, 'picture-is-svg'])
    assert.equal((await upload(said, Buffer.alloc(43_000_000))).statusCode, 413)
  })

  test('200, 409: what is approved stays in use while a change of it waits, and of two changes the second is told', async () => {
    const id = await approved()
    const before = (await get(`/${id}`)).json()
    assert.deepEqual([before.newest.state, before.inUse, before.usedVersion], ['approved', true, null])
    const changed = await send('PATCH', `/${id}`, { version: 1, headline: 'Boots for rain' })
    assert.deepEqual([changed.statusCode, changed.json()], [200, { version: 2 }])
    const late = await send('PATCH', `/${id}`, { version: 1, headline: 'Boots for snow' })
    assert.deepEqual([late.statusCode, codeOf(late)], [409, 'creative-changed'])
    const redrawn = await upload({ version: '2' }, await drawing(500, 300), {
      path: `/${id}/picture`,
      method: 'PUT',
    })
    assert.deepEqual([redrawn.statusCode, redrawn.json()], [200, { version: 3 }], redrawn.body)
    await checked(id)
    const now = (await get(`/${id}`)).json()
    assert.deepEqual(
      [now.newest.state, now.newest.headline, now.newest.picture.width],
      ['waiting', 'Boots for rain', 500],
    )
    assert.deepEqual([now.inUse, now.usedVersion.version, now.usedVersion.headline], [true, 1, said.headline])
    assert.equal((await wire.ask(pathOf(now.usedVersion.picture.files[0].url))).statusCode, 200)
    const wrong = await send('PATCH', `/${id}`, { version: 3, headline: '' })
    assert.deepEqual([wrong.statusCode, Object.keys(wrong.json().fields)], [422, ['headline']])
  })

  test('200, 204, 409: a line names some; one of a signed order is withdrawn and stays, another goes', async () => {
    const [kept, gone] = [await approved(), await made()]
    await inForce(wire.t, ada, clerk)
    const { order, line } = await anOrder(wire.t, ada)
    const lineAt = `/api/v1/advertiser/${ada.shownId}/orders/${order}/lines/${line}/creatives`
    const name = (creatives: readonly string[], headers: object = writes) =>
      wire.ask({ method: 'PUT', url: lineAt, headers: { ...headers }, payload: { creatives } })
    assert.equal((await name([kept, gone])).statusCode, 204)
    assert.equal(codeOf(await name(['cre_nothing'])), 'creative-not-found')
    assert.equal((await name([kept], reads)).statusCode, 403)
    assert.equal((await name([kept], others)).statusCode, 404)
    await signedOrder(wire.t, ada, clerk, order)
    assert.deepEqual((await get(`/${kept}`)).json().orders, [{ order, line, signed: true }])
    const stays = await send('DELETE', `/${kept}`)
    assert.deepEqual([stays.statusCode, stays.json()], [200, { stays: true }])
    assert.ok(!(await get()).body.includes(kept))
    const again = await send('PATCH', `/${kept}`, { version: 1, headline: 'Back' })
    assert.deepEqual([again.statusCode, codeOf(again)], [409, 'creative-withdrawn'])
    const free = await made()
    assert.deepEqual((await send('DELETE', `/${free}`)).json(), { stays: false })
    assert.equal((await get(`/${free}`)).statusCode, 404)
  })

  test('401, 403, 404: nobody without a key, a scope, a place there', async () => {
    const id = await made()
    const form = await drawing()
    const foreign = await made({ headers: others, of: bob })
    for (const path of ['', `/${id}`]) {
      assert.equal((await get(path, {})).statusCode, 401)
      assert.equal((await get(path, writes)).statusCode, 403)
      assert.equal((await get(path, others)).statusCode, 404)
      assert.equal(codeOf(await get(path, ofPub, { ...ada, kind: 'network' })), 'organisation-not-found')
    }
    for (const [headers, status] of [[{}, 401] as const, [reads, 403] as const, [others, 404] as const]) {
      assert.equal((await upload(said, form, { headers: headers as typeof writes })).statusCode, status)
      assert.equal((await send('PATCH', `/${id}`, { version: 1, headline: 'Mine' }, headers)).statusCode, status)
      assert.equal((await send('DELETE', `/${id}`, undefined, headers)).statusCode, status)
    }
    // Of another advertiser, by who acts for this one, is like none at all.
    for (const one of [foreign, 'cre_nothing', 'cre_01h455vb4pex5vsknk084sn02q']) {
      assert.equal(codeOf(await get(`/${one}`)), 'creative-not-found')
      assert.equal(codeOf(await send('PATCH', `/${one}`, { version: 1, headline: 'Mine' })), 'creative-not-found')
      assert.equal(codeOf(await send('DELETE', `/${one}`)), 'creative-not-found')
    }
    assert.equal((await get(`/${foreign}`, others, bob)).json().newest.headline, said.headline)
  })
})

describe('/network/{organisation}/creatives', () => {
  const by = () => ({ headers: ofNet, of: net })

  test('409, 201: none is accepted before the agreement of the network is in force (promise: S-42)', async () => {
    const early = await upload(said, await drawing(), by())
    assert.deepEqual([early.statusCode, codeOf(early)], [409, 'creative-without-agreement'], early.body)
    assert.match(early.json().detail, /page of agreements/)
    assert.deepEqual((await get('', ofNet, net)).json().items, [])
    await inForce(wire.t, net, clerk)
    const id = await made(by())
    assert.equal((await get(`/${id}`, ofNet, net)).json().newest.state, 'waiting')
    const macro = await upload({ ...said, landingPage: 'https://shop.example/?click={clickid}' }, await drawing(), by())
    assert.deepEqual([macro.statusCode, Object.keys(macro.json().fields)], [422, ['landingPage']])
    assert.deepEqual((await send('DELETE', `/${id}`, undefined, ofNet, net)).json(), { stays: false })
  })

  test('404: of a network to whoever is nobody there', async () => {
    assert.equal((await get('', others, net)).statusCode, 404)
    assert.equal((await upload(said, await drawing(), { headers: others, of: net })).statusCode, 404)
  })
})

describe('/publisher/{organisation}/creatives', () => {
  test('200, 204, 409, 404: a publisher sees what is booked and approved, and says yes to a version', async () => {
    const [id, waiting] = [await approved(), await made()]
    const { order, line } = await anOrder(wire.t, ada)
    await doors.creatives.nameCreatives(wire.t.ctx, ada.owner, ada.organisationId, {
      order,
      line,
      creatives: [id, waiting],
    })
    await signedOrder(wire.t, ada, clerk, order)
    const asked = await send('PUT', '', { ask: true }, ofPub, pub)
    assert.equal(asked.statusCode, 204, asked.body)
    const { asks, items } = (await get('', ofPub, pub)).json()
    assert.equal(asks, true)
    assert.deepEqual(
      items.map((one: { id: string; allowed: boolean | null }) => [one.id, one.allowed]),
      [[id, null]],
    )
    const lineId = readId('line', line)!
    const ready = async () => (await doors.creatives.readyCreativesOf(wire.t.ctx, [lineId], pub.organisationId)).length
    assert.equal(await ready(), 0)
    assert.equal(
      codeOf(await send('PUT', `/${waiting}`, { version: 1, allow: true }, ofPub, pub)),
      'creative-not-found',
    )
    assert.equal(codeOf(await send('PUT', `/${id}`, { version: 9, allow: true }, ofPub, pub)), 'creative-changed')
    assert.equal((await send('PUT', `/${id}`, { version: 1 }, ofPub, pub)).statusCode, 422)
    assert.equal((await send('PUT', `/${id}`, { version: 1, allow: true }, others, pub)).statusCode, 404)
    assert.equal((await send('PUT', `/${id}`, { version: 1, allow: true }, ofPub, pub)).statusCode, 204)
    assert.equal(await ready(), 1)
  })
})

describe('/staff/creatives', () => {
  async function staff(username: string, ...roles: readonly StaffRole[]): Promise<Member> {
    const { ctx } = wire.t
    const { personId } = await wire.member(username)
    await grantRoles(ctx, { kind: 'system' }, { personId, roles })
    const session = { kind: 'session', sessionId: newId<'session'>(ctx), strong: true, provenAt: ctx.clock.now() }
    return actorOf(ctx, personId, session as Member['via'])
  }

  test('200, 204, 409, 422: what waits is listed, read and decided, exactly as it was read', async () => {
    const [one, other] = [await made(), await made()]
    const waiting = (await ask('GET', '')).json().items as readonly { id: string; organisation: object }[]
    assert.deepEqual(waiting.find(({ id }) => id === one)?.organisation, {
      id: ada.shownId,
      name: 'Harbour Light Press',
    })
    const shown = await ask('GET', `/${one}`)
    assert.equal(shown.statusCode, 200, shown.body)
    assert.ok(!/ada|example\.org"/.test(JSON.stringify(shown.json().organisation)), 'nothing of its people')
    const { revision, newest } = shown.json()
    assert.deepEqual([newest.state, newest.landingPage], ['waiting', said.landingPage])
    const stale = await ask('POST', `/${one}/approve`, { revision: revision + 1 })
    assert.deepEqual([stale.statusCode, codeOf(stale)], [409, 'creative-decided'])
    assert.equal((await ask('POST', `/${one}/approve`, {})).statusCode, 422)
    assert.equal((await ask('POST', `/${one}/approve`, { revision })).statusCode, 204)
    assert.equal((await ask('POST', `/${other}/decline`, { revision, because: 'No.' })).statusCode, 422)
    const because = 'The picture shows somebody else’s trademark.'
    assert.equal((await ask('POST', `/${other}/decline`, { revision, because })).statusCode, 204)
    assert.deepEqual(
      [(await get(`/${one}`)).json().newest.state, (await get(`/${other}`)).json().newest.declinedBecause],
      ['approved', because],
    )
    assert.equal((await ask('GET', '/cre_nothing')).statusCode, 404)
  })

  test('404, 403: for nobody but who works at that desk now, by a key for it', async () => {
    const leaver = await staff('leaver', 'moderator')
    const key = await wire.keyOf(leaver, 'staff:creatives')
    assert.equal((await ask('GET', '', undefined, key)).statusCode, 200, 'negative control')
    await grantRoles(wire.t.ctx, { kind: 'system' }, { personId: leaver.personId, roles: [] })
    assert.equal(codeOf(await ask('GET', '', undefined, key)), 'page-not-found')
    assert.equal((await ask('POST', '/cre_nothing/approve', {}, key)).statusCode, 404, 'and learns nothing by asking')
    assert.equal((await ask('GET', '', undefined, {})).statusCode, 404)
    assert.equal((await ask('GET', '', undefined, reads)).statusCode, 404)
    const elsewhere = await wire.keyOf(await staff('looker', 'moderator'), 'staff:sites')
    const refused = await ask('GET', '', undefined, elsewhere)
    assert.deepEqual([refused.statusCode, codeOf(refused)], [403, 'scope-missing'])
  })
})
