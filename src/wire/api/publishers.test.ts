import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { doors } from '#app'
import { type TestWire, codeOf, openTestWire } from '../wire.fixtures.ts'

let wire: TestWire
let reads: { readonly authorization: string }
let writes: { readonly authorization: string }
let others: { readonly authorization: string }
let publisher: string
let advertiser: string
before(async () => {
  wire = await openTestWire()
  const ada = await wire.member('ada')
  ;[reads, writes] = [await wire.keyOf(ada, 'business:read'), await wire.keyOf(ada, 'business:write')]
  others = await wire.keyOf(await wire.member('grace'), 'business:read', 'business:write')
  const { CreateOrganisationInput, createOrganisation } = doors.organisations
  const founded = async (kind: string) => {
    const about = CreateOrganisationInput.parse({
      kind,
      name: 'Harbour Light',
      country: 'US',
      email: 'a@harbour.example',
    })
    return (await createOrganisation(wire.t.ctx, ada, about)).shownId
  }
  ;[publisher, advertiser] = [await founded('publisher'), await founded('advertiser')]
})
after(() => wire.close())

const get = (what: string, headers: object = reads, who = publisher) =>
  wire.ask({ url: `/api/v1/publisher/${who}/${what}`, headers: { ...headers } })
const put = (payload: object, headers: object = writes, who = publisher) =>
  wire.ask({ method: 'PUT', url: `/api/v1/publisher/${who}/settings`, payload, headers: { ...headers } })
const settings = {
  settingsVersion: 0,
  pictures: ['main img'],
  minWidth: 400,
  minHeight: 300,
  formats: ['corner'],
  corner: 'top-left',
  edge: 'top',
  adBackground: '#ffffff',
  adText: '#000000',
  labelBackground: '#000000',
  labelText: '#ffffff',
  label: 'Sponsored',
  maxPerPage: 2,
  sendsTitle: true,
  neverPages: ['/private/**'],
  blockedWords: ['casino'],
}

describe('/publisher/{organisation}', () => {
  test('200: the settings as they are, changed by the same words as the form', async () => {
    const before = await get('settings')
    assert.deepEqual([before.statusCode, before.json().version, before.json().settings.pictures], [200, 0, ['img']])
    const saved = await put(settings)
    assert.deepEqual([saved.statusCode, saved.json()], [200, { version: 1 }], saved.body)
    const { version, settings: now } = (await get('settings')).json()
    assert.deepEqual(
      [version, now.pictures, now.label, now.maxPerPage, now.sendsTitle, now.neverPages, now.blockedWords],
      [1, ['main img'], 'Sponsored', 2, true, ['/private/**'], ['casino']],
    )
  })

  test('200: how far the sign-up is, with what is missing in words', async () => {
    const { publisher: shown, next, parts } = (await get('sign-up')).json()
    assert.deepEqual([shown, next, parts.length], [publisher, 'company', 5])
    assert.equal(parts[0].missing[0].says, 'the street address of the company')
  })

  test('409: who has read what was changed since', async () => {
    const stale = await put(settings)
    assert.deepEqual([stale.statusCode, codeOf(stale)], [409, 'settings-changed'])
  })

  test('422: a setting that is not understood, beside its name', async () => {
    for (const [name, wrong] of [
      ['pictures', ['img:hover']],
      ['adText', '#eeeeee'],
      ['label', 'none'],
      ['minWidth', 10],
      ['script', 'alert(1)'],
    ] as const) {
      const refused = await put({ ...settings, settingsVersion: 1, [name]: wrong })
      assert.deepEqual([refused.statusCode, codeOf(refused)], [422, 'fields-not-understood'], refused.body)
      if (name !== 'script') assert.ok(name in refused.json().fields, refused.body)
    }
    const card = await put({ ...settings, settingsVersion: 1, blockedWords: ['4111 1111 1111 1111'] })
    assert.equal(codeOf(card), 'card-number')
  })

  test('401, 403, 404: nobody without a key, a scope, a place there', async () => {
    for (const what of ['settings', 'sign-up']) {
      assert.equal((await get(what, {})).statusCode, 401)
      assert.equal((await get(what, writes)).statusCode, 403)
      assert.equal((await get(what, others)).statusCode, 404)
      assert.equal((await get(what, reads, 'pub_nothing')).statusCode, 404)
      assert.equal((await get(what, reads, advertiser)).statusCode, 404)
    }
    assert.equal((await put(settings, {})).statusCode, 401)
    assert.equal((await put(settings, reads)).statusCode, 403)
    const [theirs, none] = [await put(settings, others), await put(settings, others, 'pub_01h455vb4pex5vsknk084sn02q')]
    assert.deepEqual([theirs.statusCode, codeOf(theirs)], [none.statusCode, codeOf(none)])
  })
})
