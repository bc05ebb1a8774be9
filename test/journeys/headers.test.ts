import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Member } from '#accounts/people'
import { doors } from '#app'
import { openDatabase } from '#platform/db'
import { readId } from '#platform/ids'
import { type Answer, type Asked, type TestSite, openTestSite } from '#test/site'
import { type AddressKind, type AddressKindName, addressKinds, openWire } from '#wire'
import { type UploadedImage, aPng, multipart, pathOf, uploaded } from '../../src/wire/wire.fixtures.ts'

/** Fields that say what the answer is, and nothing of how it may be used. */
const ofTheAnswer = new Set([
  ...['accept-ranges', 'allow', 'connection', 'content-disposition', 'content-encoding', 'content-length'],
  ...['content-range', 'content-type', 'date', 'etag', 'keep-alive', 'last-modified', 'location', 'retry-after'],
  ...['transfer-encoding', 'www-authenticate', 'x-request-id'],
  // Written by what compresses, and true of whatever is compressed.
  'vary',
])

/** What differs between an answer and the table, in words. */
function deviations(name: AddressKindName, { headers }: Pick<Answer, 'headers'>): string[] {
  const kind: AddressKind = addressKinds[name]
  const found: string[] = []
  const expected = new Map(Object.entries(kind.fields).map(([field, value]) => [field.toLowerCase(), value]))
  for (const [field, value] of expected) {
    const got = String(headers[field] ?? 'nothing').replaceAll(/'nonce-[\w+/=-]+'/g, "'nonce-…'")
    if (got !== value) found.push(`${field} is “${got}”, not “${value}”`)
  }
  for (const field of Object.keys(headers)) {
    if (field === 'set-cookie' && kind.setsCookie !== 'never') continue
    if (!expected.has(field) && !ofTheAnswer.has(field)) found.push(`${field} is not in the table`)
  }
  if (!headers['x-request-id']) found.push('x-request-id is missing')
  const { vary } = headers
  if (vary !== undefined && vary !== 'Accept-Encoding') found.push(`vary is “${String(vary)}”`)
  return found
}

let site: TestSite
let ada: Member
let key: { readonly authorization: string }
let browser: { readonly cookie: string; readonly origin: string }
const pictures: Record<string, UploadedImage> = {}
before(async () => {
  site = await openTestSite()
  ada = await site.member('ada')
  key = await site.keyOf(ada, 'images:read', 'images:write', 'me:read')
  browser = await site.browserOf(ada)
  for (const [at, visibility] of ['public', 'unlisted', 'private'].entries())
    pictures[visibility] = await uploaded(site, key, 30 + at, { visibility, title: 'Lamp', tags: 'light' })
})
after(() => site.close())

const picture = (visibility: string): UploadedImage => {
  const found = pictures[visibility]
  assert.ok(found)
  return found
}
const bytesOf = (visibility: string): string => pathOf(picture(visibility).variants[0]?.url ?? '')
const pageOf = (visibility: string): string => pathOf(picture(visibility).page)

async function is(kind: AddressKindName, status: number, target: string, asked: Asked = {}): Promise<Answer> {
  const answer = await site.fetch(target, asked)
  assert.equal(answer.status, status, `${asked.method ?? 'GET'} ${target}: ${answer.body.slice(0, 200)}`)
  assert.deepEqual(deviations(kind, answer), [], `${asked.method ?? 'GET'} ${target}`)
  return answer
}
const form = (fields: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}): Asked => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...more },
  body: new URLSearchParams(fields).toString(),
})

/** The address of the version that is served now. */
async function versioned(): Promise<string> {
  const { version } = await site.t.ctx.db.selectFrom('ads_tag_versions').select('version').executeTakeFirstOrThrow()
  return `/tag/${version}.js`
}

describe('every answer carries the fields that the table says of its kind, and no others', () => {
  test('pages, of visitors and of one person', async () => {
    for (const target of ['/', '/search?q=lamp', '/tags/light', '/privacy', '/sign-in', pageOf('public')]) {
      await is('page', 200, target)
      if (target !== '/sign-in') await is('page of one', 200, target, { headers: browser })
    }
    await is('page without script', 200, '/privacy/promises')
    await is('page', 404, '/nothing/here')
    await is('page', 404, '/p/img_00000000000000000000000000')
    await is('page', 404, pageOf('private'))
    await is('redirect', 303, '/my')
    await is('page of one', 200, '/my', { headers: browser })
    await is('page of one', 200, `${pageOf('public').replace(/\/lamp$/, '')}/edit`, { headers: browser })
    await is('page of a hidden picture', 200, pageOf('unlisted'))
    await is('page of a hidden picture', 200, pageOf('unlisted'), { headers: browser })
    await is('page of a hidden picture', 200, pageOf('private'), { headers: browser })
    await is('page of one', 200, '/reset/nothing')
    for (const target of ['/undo/nothing', '/not-me/nothing']) await is('page of one', 410, target)
  })

  test('what pages fetch, and files of the site', async () => {
    await is('page data', 200, '/search/more?q=lamp')
    await is('open data', 200, '/privacy/promises.json')
    await is('redirect', 308, '/privacy.php')
    await is('file', 200, '/mark.svg')
    const { body } = await site.fetch('/')
    const [hashed = ''] = /\/_app\/immutable\/[\w./-]+\.js/.exec(body) ?? []
    await is('hashed file', 200, hashed)
  })

  test('answers to forms, refused, redirected and from elsewhere; only they set a cookie', async () => {
    const ours = { origin: site.t.ctx.config.origin.origin }
    const wrong = await is('form answer', 422, '/sign-in', form({ login: 'ada', password: '' }, ours))
    assert.equal(wrong.headers['set-cookie'], undefined)
    await is('form answer', 401, '/sign-in', form({ login: 'ada', password: 'wrong horse wrong' }, ours))
    const signedIn = await is(
      'form redirect',
      303,
      '/sign-in',
      form({ login: 'ada', password: 'seven quiet herons' }, ours),
    )
    assert.match(String(signedIn.headers['set-cookie']), /__Host-session=[^;]+;.*HttpOnly;.*Secure;.*SameSite=Lax/i)
    await is('form redirect', 303, '/sign-out', form({}, { ...ours, cookie: browser.cookie }))
    browser = await site.browserOf(ada)
    await is('clearing', 303, '/privacy/cookies?/clear', form({}, ours))
    // Refused by Kit before any page of ours, in plain text.
    await is('redirect', 403, '/sign-in', form({ login: 'ada' }, { origin: 'https://elsewhere.example' }))
  })

  test('what the script of a page is told of passkeys', async () => {
    const json = (body: object, type = 'application/json'): Asked => ({
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify(body),
    })
    const options = await is('passkey', 200, '/sign-in/passkey/options', json({}))
    assert.equal(options.headers['set-cookie'], undefined)
    await is('passkey', 400, '/sign-in/passkey/options', json({}, 'application/octet-stream'))
    await is('passkey', 422, '/sign-in/passkey', json({ response: {} }))
    await is('passkey', 401, '/settings/security/passkeys/add/options', json({}))
  })

  test('429: a form that is tried too often says how long to wait', async () => {
    const ours = { origin: site.t.ctx.config.origin.origin }
    const tries = Array.from({ length: 7 }, () => form({ login: 'nobody', password: 'wrong horse wrong' }, ours))
    const answers: Answer[] = []
    for (const one of tries) answers.push(await site.fetch('/sign-in', one))
    const last = answers.at(-1)
    assert.equal(last?.status, 429)
    assert.match(String(last?.headers['retry-after']), /^\d+$/)
    assert.deepEqual(deviations('form answer', last ?? { headers: {} }), [])
  })

  /** Asked in every way that bytes are asked. */
  async function areBytes(kind: 'open bytes' | 'signed bytes', target: string): Promise<void> {
    const { headers } = await is(kind, 200, target)
    await is(kind, 200, target, { method: 'HEAD' })
    await is(kind, 206, target, { headers: { range: 'bytes=0-9' } })
    await is(kind, 304, target, { headers: { 'if-none-match': String(headers['etag']) } })
    await is('refusal', 416, target, { headers: { range: 'bytes=99999999-' } })
    await is('refusal', 404, target.replace(/-1\//, '-2/'))
    await is('refusal', 405, target, { method: 'POST' })
  }

  test('bytes, open and signed, whole, in part, unchanged, and only their head', async () => {
    await areBytes('open bytes', bytesOf('public'))
    for (const visibility of ['unlisted', 'private']) await areBytes('signed bytes', bytesOf(visibility))
  })

  test('bytes of a creative, signed until it is in use and open then, and the form that sends it', async () => {
    const { ctx, database } = site.t
    const { organisations, creatives } = doors
    const about = { kind: 'advertiser', name: 'Lamps', country: 'NL', email: 'desk@lamps.example' }
    const { organisationId, shownId } = await organisations.createOrganisation(
      ctx,
      ada,
      organisations.CreateOrganisationInput.parse(about),
    )
    const said = { headline: 'Lamps', alt: 'A lamp', landingPage: 'https://www.lamps.example/' }
    const sent = multipart([
      ...Object.entries(said).map(([name, value]) => ({ name, value })),
      { name: 'file', value: await aPng(41) },
    ])
    const target = `/upload/creatives/${shownId}`
    const asked = { method: 'POST', headers: { ...sent.headers, ...browser }, body: sent.payload } as const
    const { body } = await is('upload', 201, target, {
      ...asked,
      headers: { ...asked.headers, accept: 'application/json' },
    })
    await is('upload', 303, target, asked)
    const id = /cre_\w+/.exec(body)?.[0] ?? ''
    const read = () => creatives.getCreative(ctx, ada, organisationId, id)
    while ((await read()).newest.state === 'checking') await sleep(20)
    await areBytes('signed bytes', (await read()).newest.picture?.files[0]?.src ?? '')
    // That staff agree to it is shown elsewhere.
    await database.pool.query(`update ads_creative_versions set state = 'approved'`)
    await database.pool.query('update ads_creatives set approved_version = 1')
    await areBytes('open bytes', (await read()).newest.picture?.files[0]?.src ?? '')
    await is('refusal', 404, '/c/nothing')
  })

  test('downloads and uploads', async () => {
    await is('download', 200, `/download/${picture('public').id}`)
    await is('download', 200, `/download/${picture('private').id}`, { headers: browser })
    await is('refusal', 404, `/download/${picture('private').id}`)
    await is('refusal', 422, `/download/${picture('public').id}?size=161&format=png`)
    const sent = multipart([
      { name: 'agreeRegion', value: 'on' },
      { name: 'file', value: await aPng(40) },
    ])
    const headers = { ...sent.headers, ...browser, accept: 'application/json' }
    await is('upload', 201, '/upload/pictures', { method: 'POST', headers, body: sent.payload })
    await is('upload', 303, '/upload/pictures', {
      method: 'POST',
      headers: { ...sent.headers, ...browser },
      body: sent.payload,
    })
    await is('refusal', 401, '/upload/pictures', {
      method: 'POST',
      headers: { ...headers, cookie: '' },
      body: sent.payload,
    })
    await is('refusal', 403, '/upload/pictures', {
      method: 'POST',
      headers: { ...headers, origin: 'https://x.example' },
      body: '',
    })
  })

  test('the API, open and for its owner, and what it refuses', async () => {
    const { id } = picture('public')
    await is('open API', 200, '/api/v1/images?q=lamp')
    await is('open API', 200, `/api/v1/images/${id}`)
    await is('open API', 200, `/api/v1/images/${id}`, { headers: key })
    await is('own API', 200, `/api/v1/images/${picture('private').id}`, { headers: key })
    await is('shared API', 200, '/api/v1/tags')
    await is('shared API', 200, '/api/v1/openapi.json')
    await is('own API', 200, '/api/v1/me', { headers: key })
    await is('own API', 200, '/api/v1/members/ada', { headers: key })
    const json = { ...key, 'content-type': 'application/json' }
    await is('own API', 200, `/api/v1/images/${id}`, { method: 'PATCH', headers: json, body: '{"title":"Lamp"}' })
    await is('refusal', 400, `/api/v1/images/${id}`, { method: 'PATCH', headers: json, body: '{' })
    await is('refusal', 401, '/api/v1/me/data')
    await is('refusal', 401, '/api/v1/images', { headers: { authorization: 'Bearer vk_nothing' } })
    await is('refusal', 403, '/api/v1/me/data', { headers: await site.keyOf(ada, 'images:read') })
    await is('refusal', 404, '/api/v1/nothing')
    await is('refusal', 404, `/api/v1/images/${picture('private').id}`)
    await is('refusal', 405, '/api/v1/me/data', { method: 'DELETE' })
    const large = JSON.stringify({ title: 'x'.repeat(300_000) })
    await is('refusal', 413, `/api/v1/images/${id}`, { method: 'PATCH', headers: json, body: large })
    const xml = { ...key, 'content-type': 'text/xml' }
    await is('refusal', 415, `/api/v1/images/${id}`, { method: 'PATCH', headers: xml, body: '<x/>' })
    await is('refusal', 422, '/api/v1/images?limit=0')
    const sent = multipart([{ name: 'file', value: await aPng(41) }])
    const made = await is('own API', 201, '/api/v1/images', {
      method: 'POST',
      headers: { ...sent.headers, ...key },
      body: sent.payload,
    })
    const { id: gone } = JSON.parse(made.body) as { id: string }
    await is('own API', 204, `/api/v1/images/${gone}`, { method: 'DELETE', headers: key })
  })

  test('what pages of publishers take in, whole or only whether it has changed', async () => {
    for (const [kind, target] of [
      ['tag', '/tag.js'],
      ['tag version', await versioned()],
      ['tag settings', '/ads/v1/settings?publisher=pub_00000000000000000000000000&site=www.harbour.example'],
    ] as const) {
      const { headers } = await is(kind, 200, target, { headers: { origin: 'https://www.harbour.example' } })
      await is(kind, 304, target, { headers: { 'if-none-match': String(headers['etag']) } })
    }
  })

  test('health, what is reserved, and an outage', async () => {
    await is('health', 200, '/healthz')
    await is('health', 200, '/readyz')
    for (const target of ['/ads/v1/decide', '/ads', '/tag', '/tag/00000000000000000000.js', '/tag/x/y']) {
      await is('reserved', 404, target)
    }
    await is('reserved', 422, '/ads/v1/settings')
    await is('reserved', 405, '/tag.js', { method: 'POST' })

    const { ctx } = site.t
    const gone = await uploaded(site, key, 50, {})
    const row = await ctx.db
      .selectFrom('library_variants')
      .where('width', '=', 160)
      .where('image_id', '=', readId('image', gone.id) ?? '')
      .select('blob_hash')
      .executeTakeFirstOrThrow()
    await rm(ctx.storage.pathOf(row.blob_hash))
    await is('refusal', 500, pathOf(gone.variants.find(({ width }) => width === 160)?.url ?? ''))

    const nowhere = openDatabase({ connection: { host: '/nonexistent' }, connectionsMax: 1, log: ctx.log })
    const dark = await openWire({
      house: { ...doors, ctx: Object.create(ctx, { db: { value: nowhere.kysely } }) as typeof ctx },
      openSite: null,
    })
    try {
      for (const [url, status, kind] of [
        ['/readyz', 503, 'health'],
        ['/api/v1/images', 500, 'refusal'],
      ] as const) {
        const answer = await dark.inject(url)
        assert.equal(answer.statusCode, status)
        assert.deepEqual(deviations(kind, answer as Pick<Answer, 'headers'>), [], url)
      }
    } finally {
      await dark.close()
      await nowhere.close()
    }
  })
})

test('where people come by https, every answer says that browsers should; a refusal too', async () => {
  const { ctx } = site.t
  const config = { ...ctx.config, origin: new URL('https://localhost') }
  const secure = await openWire({
    house: { ...doors, ctx: Object.create(ctx, { config: { value: config } }) as typeof ctx },
    openSite: null,
  })
  try {
    for (const url of [bytesOf('public'), bytesOf('private'), '/i/nothing', '/api/v1/me', '/api/v1/tags', '/healthz']) {
      const { headers } = await secure.inject({ url, headers: { host: 'localhost' } })
      assert.equal(headers['strict-transport-security'], 'max-age=63072000', url)
      // Negative control: on plain loopback nobody is bound to https.
      assert.equal((await site.fetch(url)).headers['strict-transport-security'], undefined)
    }
  } finally {
    await secure.close()
  }
})

test('a field that is missing, changed or too many is noticed (negative control)', async () => {
  const answer = await site.fetch(bytesOf('private'))
  assert.deepEqual(deviations('signed bytes', answer), [])
  const planted: [string, Record<string, string | undefined>][] = [
    ['cache-control', { 'cache-control': 'public, max-age=60' }],
    ['cache-control', { 'cache-control': undefined }],
    ['content-security-policy', { 'content-security-policy': "default-src 'self'" }],
    ['referrer-policy', { 'referrer-policy': 'unsafe-url' }],
    ['access-control-allow-credentials', { 'access-control-allow-credentials': 'true' }],
    ['set-cookie', { 'set-cookie': 'id=1' }],
    ['x-powered-by', { 'x-powered-by': 'something' }],
    ['vary', { vary: 'Cookie' }],
    ['x-request-id', { 'x-request-id': undefined }],
  ]
  for (const [field, change] of planted) {
    const found = deviations('signed bytes', { headers: { ...answer.headers, ...change } })
    assert.deepEqual(found.length, 1, field)
    assert.match(found.join(), new RegExp(`^${field}`))
  }
})

describe('where nobody is anybody', () => {
  const others = ['cookie', 'authorization'] as const

  test('a session or a key that is sent along changes nothing and reaches nothing', async () => {
    const seen: string[] = []
    site.server.server.on('request', ({ headers, rawHeaders }: { headers: object; rawHeaders: string[] }) =>
      seen.push(JSON.stringify([headers, rawHeaders])),
    )
    const token = browser.cookie.split('__Host-session=')[1] ?? ''
    const secrets = { cookie: browser.cookie, authorization: key.authorization }
    for (const visibility of ['public', 'private']) {
      for (const target of [
        bytesOf(visibility),
        bytesOf(visibility).split('?')[0] ?? '',
        '//i/x',
        '/%69/x',
        '/i/../my',
        '/ads/v1/decide',
        '/ads/v1/settings?publisher=pub_00000000000000000000000000&site=www.harbour.example',
        '/tag.js',
        await versioned(),
      ]) {
        const bare = await site.fetch(target)
        const sent = await site.fetch(target, { headers: secrets })
        const unlike = Object.keys({ ...bare.headers, ...sent.headers }).filter(
          (field) => String(bare.headers[field]) !== String(sent.headers[field]),
        )
        assert.deepEqual(
          [
            sent.status,
            unlike.filter((field) => !['date', 'etag', 'x-request-id', 'content-security-policy'].includes(field)),
          ],
          [bare.status, []],
          target,
        )
        assert.equal(sent.headers['set-cookie'], undefined)
        const heard = seen.splice(0).join()
        assert.ok(!heard.includes(token) && !heard.includes(key.authorization), target)
        for (const field of others) assert.ok(!heard.includes(`"${field}":"`), target)
      }
    }
    // Negative control: at a page they arrive, and count.
    const page = await site.fetch('/my', { headers: secrets })
    assert.equal(page.status, 200)
    assert.ok(seen.join().includes(token))
  })

  test('what is not there and what is not the asker’s are one answer, byte for byte, at every way in', async () => {
    const there = picture('private').id
    const missing = 'img_00000000000000000000000000'
    const other = { headers: await site.browserOf(await site.member('grace')) }
    const otherKey = { headers: await site.keyOf(await site.member('alan'), 'images:read', 'images:write') }
    const ways: [string, Asked][] = [
      ['/p/ID', {}],
      ['/p/ID', other],
      ['/p/ID/lamp', other],
      ['/p/ID/edit', other],
      ['/i/ID-1/160.webp', {}],
      ['/download/ID', {}],
      ['/download/ID', other],
      ['/download/ID', otherKey],
      ['/api/v1/images/ID', {}],
      ['/api/v1/images/ID', otherKey],
      ['/api/v1/images/ID', { ...otherKey, method: 'DELETE' }],
      ['/p/ID?/delete', form({}, other.headers)],
    ]
    for (const [way, asked] of ways) {
      const plain = async (id: string): Promise<unknown> => {
        const { status, headers, body } = await site.fetch(way.replace('ID', id), asked)
        const number = String(headers['x-request-id'])
        // A tag of a page is a hash of it, with the number in it.
        const { date: _date, etag: _etag, ...told } = headers
        return JSON.parse(
          JSON.stringify([status, told, body])
            .replaceAll(id, 'ID')
            .replaceAll(number, 'N')
            .replaceAll(/nonce(-|=\\")[\w+/=-]+/g, 'nonce'),
        )
      }
      const [status] = (await plain(there)) as [number]
      assert.equal(status, 404, way)
      assert.deepEqual(await plain(there), await plain(missing), way)
    }
  })

  test('no log line holds an address, a permit, a cookie or a key', async () => {
    await site.fetch(bytesOf('private'))
    await site.fetch(pageOf('unlisted'), { headers: browser })
    const lines = site.t.logLines.join('\n')
    assert.match(lines, /\/i\/:idAndVersion\/:file/)
    const { id } = picture('private')
    for (const secret of ['sig=', 'until=', id, picture('unlisted').id, '__Host-session', 'vk_'])
      assert.ok(!lines.includes(secret), secret)
  })
})
