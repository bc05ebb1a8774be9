import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { type Part, type TestWire, aPng, codeOf, multipart, openTestWire } from './wire.fixtures.ts'

let wire: TestWire
let browser: { readonly cookie: string; readonly origin: string }
before(async () => {
  wire = await openTestWire()
  browser = await wire.browserOf(await wire.member('ada'))
})
after(() => wire.close())

const agreed: Part = { name: 'agreeRegion', value: 'on' }
const send = async (parts: readonly Part[], headers: object): Promise<LightMyRequestResponse> => {
  const form = multipart(parts)
  return wire.ask({ method: 'POST', url: '/upload/pictures', ...form, headers: { ...form.headers, ...headers } })
}
const withScript = () => ({ ...browser, accept: 'application/json' })
const images = async (): Promise<number> => {
  const { rows } = await wire.t.database.pool.query<{ count: bigint }>('select count(*) from library_images')
  return Number(rows[0]?.count)
}

describe('POST /upload/pictures', () => {
  test('201 and 200: with script, one file at a time', async () => {
    const parts = [agreed, { name: 'title', value: 'Kettle' }, { name: 'file', value: await aPng(1) }]
    const answer = await send(parts, withScript())
    assert.equal(answer.statusCode, 201, answer.body)
    assert.equal(answer.json().title, 'Kettle')
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.equal(answer.headers['set-cookie'], undefined)
    const again = await send(parts, withScript())
    assert.deepEqual([again.statusCode, again.json().duplicate], [200, 'exact'])
  })

  test('303: without script, all files at once, and the page is told what became of each', async () => {
    const file = async (seed: number) => ({ name: 'file', value: await aPng(seed) })
    const bad = { name: 'file', value: Buffer.from('Dear all') }
    const answer = await send([agreed, await file(2), bad, await file(3)], browser)
    assert.equal(answer.statusCode, 303)
    const at = new URL(String(answer.headers.location), 'http://x')
    assert.equal(at.pathname, '/upload')
    assert.equal(at.searchParams.get('done')?.split(',').length, 2)
    assert.equal(at.searchParams.get('refused'), 'picture-not-understood')
    const none = await send([agreed], browser)
    assert.equal(none.headers.location, '/upload?refused=no-file')
  })

  test('403: a form that another page sent, which a browser cannot hide', async () => {
    const before = await images()
    const parts = [agreed, { name: 'file', value: await aPng(4) }]
    const { cookie } = browser
    for (const headers of [
      { cookie },
      { cookie, origin: 'https://elsewhere.example' },
      { cookie, origin: 'null' },
      { cookie, origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' },
      { cookie, 'sec-fetch-site': 'cross-site' },
      { cookie, 'sec-fetch-site': 'same-site' },
      { cookie, 'sec-fetch-site': 'none' },
    ]) {
      const answer = await send(parts, headers)
      assert.deepEqual([answer.statusCode, codeOf(answer)], [403, 'foreign-form'], JSON.stringify(headers))
    }
    assert.equal(await images(), before)
    assert.equal(
      (await send(parts, { cookie, accept: 'application/json', 'sec-fetch-site': 'same-origin' })).statusCode,
      201,
    )
  })

  test('401: nobody is signed in; a key does not count here', async () => {
    const { origin } = browser
    const key = await wire.keyOf(await wire.member('keyed'), 'images:write')
    for (const headers of [{ origin }, { origin, cookie: '__Host-session=forged' }, { origin, ...key }]) {
      const answer = await send([agreed], { ...headers, accept: 'application/json' })
      assert.deepEqual([answer.statusCode, codeOf(answer)], [401, 'sign-in-needed'])
      const led = await send([agreed], headers)
      assert.deepEqual([led.statusCode, led.headers.location], [303, '/sign-in?to=/upload'])
    }
  })

  test('403: an address that is not verified (promise: G-21)', async () => {
    const unverified = await wire.browserOf(await wire.member('grace', false))
    const answer = await send([agreed], { ...unverified, accept: 'application/json' })
    assert.deepEqual([answer.statusCode, codeOf(answer)], [403, 'verify-first'])
  })

  test('422 and 413: not agreed to where it is stored (promise: G-35), two files for a script, too many for a form', async () => {
    const file = { name: 'file', value: await aPng(5) }
    const asked = await send([file], withScript())
    assert.deepEqual([asked.statusCode, codeOf(asked)], [422, 'storage-region-not-agreed'])
    const two = await send([agreed, file, file], withScript())
    assert.deepEqual([two.statusCode, codeOf(two)], [422, 'one-file-each'])
    const many = await send([agreed, ...Array.from({ length: 21 }, () => file)], browser)
    assert.deepEqual([many.statusCode, many.headers.location], [303, '/upload?refused=too-many-files'])
    const unagreed = await send([file], browser)
    assert.deepEqual(
      [unagreed.statusCode, unagreed.headers.location],
      [303, '/upload?refused=storage-region-not-agreed'],
    )
    const text = await wire.ask({
      method: 'POST',
      url: '/upload/pictures',
      payload: 'x',
      headers: { ...withScript(), 'content-type': 'text/plain' },
    })
    assert.deepEqual([text.statusCode, codeOf(text)], [415, 'media-type-not-understood'])
  })
})
