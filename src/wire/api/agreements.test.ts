import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { doors } from '#app'
import { aParty } from '#test/business'
import { type TestWire, codeOf, openTestWire } from '../wire.fixtures.ts'

let wire: TestWire
let reads: { readonly authorization: string }
let writes: { readonly authorization: string }
let both: { readonly authorization: string }
let others: { readonly authorization: string }
const organisations = { publisher: '', network: '' }
before(async () => {
  wire = await openTestWire()
  const ada = await wire.member('ada')
  ;[reads, writes] = [await wire.keyOf(ada, 'business:read'), await wire.keyOf(ada, 'business:write')]
  both = await wire.keyOf(ada, 'business:read', 'business:write')
  others = await wire.keyOf(await wire.member('grace'), 'business:read', 'business:write')
  const { CreateOrganisationInput, createOrganisation } = doors.organisations
  for (const kind of ['publisher', 'network'] as const) {
    const about = { kind, name: 'Harbour Light', country: 'US', email: 'a@harbour.example' }
    organisations[kind] = (await createOrganisation(wire.t.ctx, ada, CreateOrganisationInput.parse(about))).shownId
  }
})
after(() => wire.close())

const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, headers: object = both, payload?: object) =>
  wire.ask({ method, url: `/api/v1/${path}`, headers: { ...headers }, ...(payload ? { payload } : {}) })

describe('/{kind}/{organisation}/agreements', () => {
  test('201: the standard agreement is prepared, to be read word for word and as PDF', async () => {
    for (const kind of ['publisher', 'network'] as const) {
      const path = `${kind}/${organisations[kind]}/agreements`
      const made = await ask('POST', path, both, aParty)
      assert.equal(made.statusCode, 201, made.body)
      const { id } = made.json<{ id: string }>()
      assert.deepEqual(
        (await ask('GET', path)).json<{ items: { id: string; state: string }[] }>().items.map((one) => one.state),
        ['offered'],
      )
      const shown = (await ask('GET', `${path}/${id}`)).json<{ text: string; kind: string; signatures: unknown[] }>()
      assert.deepEqual([shown.kind, shown.signatures], [kind, []])
      assert.ok(shown.text.includes(aParty.street))
      const pdf = await ask('GET', `${path}/${id}/pdf`)
      assert.deepEqual([pdf.statusCode, pdf.headers['content-type']], [200, 'application/pdf'])
      assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-')
    }
  })

  test('404 for whoever is nobody there, for the kind that it is not, and below another organisation', async () => {
    const path = `publisher/${organisations.publisher}/agreements`
    const { id } = (await ask('GET', path)).json<{ items: { id: string }[] }>().items[0] ?? assert.fail('none')
    for (const [at, headers] of [
      [path, others],
      [`${path}/${id}`, others],
      [`network/${organisations.publisher}/agreements`, both],
      [`network/${organisations.network}/agreements/${id}`, both],
      [`network/${organisations.network}/agreements/${id}/pdf`, both],
      [`${path}/agr_nothing`, both],
    ] as const) {
      assert.equal((await ask('GET', at, headers)).statusCode, 404, at)
    }
    assert.equal((await ask('GET', path, {})).statusCode, 401)
    assert.equal((await ask('GET', path, writes)).statusCode, 403)
    assert.equal((await ask('POST', path, reads, aParty)).statusCode, 403)
  })
})

describe('/publisher/{organisation}/sites', () => {
  test('a site is added, looked at and given up by a key that may write', async () => {
    const path = `publisher/${organisations.publisher}/sites`
    const made = await ask('POST', path, writes, { host: 'WWW.harbour.example' })
    assert.equal(made.statusCode, 201, made.body)
    const { id } = made.json<{ id: string }>()
    const again = await ask('POST', path, writes, { host: 'www.harbour.example' })
    assert.deepEqual([again.statusCode, codeOf(again)], [409, 'site-already-there'])
    assert.equal((await ask('POST', path, writes, { host: '10.0.0.1' })).statusCode, 422)

    const site = (await ask('GET', `${path}/${id}`, reads)).json<{
      host: string
      state: string
      serves: boolean
      instructions: { wellKnown: { content: string } }
    }>()
    assert.deepEqual([site.host, site.state, site.serves], ['www.harbour.example', 'unproven', false])
    assert.match(site.instructions.wellKnown.content, /^[a-z2-7]{26}$/)
    assert.equal((await ask('POST', `${path}/${id}/check`, writes)).statusCode, 202)
    for (const method of ['GET', 'DELETE'] as const) {
      assert.equal((await ask(method, `${path}/${id}`, others)).statusCode, 404)
    }
    assert.equal((await ask('DELETE', `${path}/${id}`, reads)).statusCode, 403)
    assert.equal((await ask('DELETE', `${path}/${id}`, writes)).statusCode, 204)
    assert.equal((await ask('GET', `${path}/${id}`, reads)).json<{ state: string }>().state, 'retired')
  })
})
