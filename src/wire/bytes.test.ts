import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { InjectOptions } from 'fastify'
import sharp from 'sharp'
import type { Member } from '#accounts/people'
import { hourMs } from '#platform/clock'
import { type TestWire, type UploadedImage, codeOf, openTestWire, pathOf, uploaded } from './wire.fixtures.ts'

let wire: TestWire
let ada: Member
let adas: { readonly authorization: string }
let open: UploadedImage
let hidden: UploadedImage
let unlisted: UploadedImage
before(async () => {
  wire = await openTestWire()
  ada = await wire.member('ada')
  adas = await wire.keyOf(ada, 'images:read', 'images:write')
  open = await uploaded(wire, adas, 1, { title: 'Brass “telescope”\r\nX: y' })
  hidden = await uploaded(wire, adas, 2, { visibility: 'private' })
  unlisted = await uploaded(wire, adas, 3, { visibility: 'unlisted' })
})
after(() => wire.close())

const get = (url: string, headers: object = {}, method: 'GET' | 'HEAD' = 'GET') =>
  wire.ask({ url, method, headers } as InjectOptions)
const webpOf = ({ variants }: UploadedImage): string => {
  const variant = variants.find(({ format, width }) => format === 'webp' && width === 320)
  assert.ok(variant)
  return pathOf(variant.url)
}

describe('GET /i/{id}-{version}/{width}.{format}', () => {
  test('200: the bytes, for ever, for everybody, with a strong tag that is their hash', async () => {
    const answer = await get(webpOf(open))
    assert.equal(answer.statusCode, 200)
    const { headers, rawPayload } = answer
    assert.equal(headers['content-type'], 'image/webp')
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(headers['content-length'], String(rawPayload.length))
    assert.equal(headers.etag, `"${createHash('sha256').update(rawPayload).digest('hex')}"`)
    assert.equal(headers['accept-ranges'], 'bytes')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin')
    assert.match(String(headers['content-security-policy']), /sandbox/)
    assert.equal(headers['set-cookie'], undefined)
    assert.equal((await sharp(rawPayload).metadata()).width, 320)
  })

  test('200: a rendition that was never asked for is made, in each format that is offered', async () => {
    for (const [extension, format] of [
      ['png', 'png'],
      ['jpg', 'jpeg'],
      ['webp', 'webp'],
    ] as const) {
      const answer = await get(webpOf(open).replace('320.webp', `160.${extension}`))
      assert.equal(answer.statusCode, 200, extension)
      assert.deepEqual(
        [answer.headers['content-type'], (await sharp(answer.rawPayload).metadata()).format],
        [`image/${format}`, format],
      )
    }
  })

  test('304: only for the tag of these bytes', async () => {
    const { headers } = await get(webpOf(open))
    for (const tag of [headers.etag, `W/${headers.etag}`, `"x", ${headers.etag}`, '*']) {
      const answer = await get(webpOf(open), { 'if-none-match': tag, 'cache-control': 'no-cache' })
      assert.deepEqual([answer.statusCode, answer.body], [304, ''], String(tag))
      assert.equal(answer.headers.etag, headers.etag)
      assert.equal(answer.headers['cache-control'], headers['cache-control'])
    }
    assert.equal((await get(webpOf(open), { 'if-none-match': '"other"' })).statusCode, 200)
  })

  test('206 and 416: ranges of RFC 9110', async () => {
    const { rawPayload: whole, headers } = await get(webpOf(open))
    const { length } = whole
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 0],
      ['bytes=10-19', 10, 19],
      ['bytes=10-', 10, length - 1],
      ['bytes=-5', length - 5, length - 1],
      [`bytes=0-${length * 9}`, 0, length - 1],
    ] as const) {
      const answer = await get(webpOf(open), { range })
      assert.equal(answer.statusCode, 206, range)
      assert.equal(answer.headers['content-range'], `bytes ${start}-${end}/${length}`)
      assert.deepEqual(answer.rawPayload, whole.subarray(start, end + 1), range)
    }
    const beyond = await get(webpOf(open), { range: `bytes=${length}-` })
    assert.deepEqual([beyond.statusCode, codeOf(beyond)], [416, 'range-not-satisfiable'])
    assert.equal(beyond.headers['content-range'], `bytes */${length}`)
    assert.equal(beyond.headers['cache-control'], 'no-store')

    const ignored = ['lines=1-2', 'bytes=0-1,5-6', 'bytes=x']
    for (const range of ignored) assert.equal((await get(webpOf(open), { range })).statusCode, 200, range)
    assert.equal((await get(webpOf(open), { range: 'bytes=0-1', 'if-range': headers.etag })).statusCode, 206)
    assert.equal((await get(webpOf(open), { range: 'bytes=0-1', 'if-range': '"older"' })).statusCode, 200)
  })

  test('HEAD: the head of GET, whatever range is asked for', async () => {
    const got = await get(webpOf(open))
    const headed = await get(webpOf(open), { range: 'bytes=0-1' }, 'HEAD')
    assert.deepEqual([headed.statusCode, headed.rawPayload.length], [200, 0])
    for (const name of ['content-length', 'content-type', 'etag', 'cache-control', 'accept-ranges'])
      assert.equal(headed.headers[name], got.headers[name], name)
  })

  test('200 with a signed address, never kept; 404 without, with a false one, and when it has run out', async () => {
    for (const image of [hidden, unlisted]) {
      const signed = webpOf(image)
      const answer = await get(signed)
      assert.equal(answer.statusCode, 200)
      assert.equal(answer.headers['cache-control'], 'private, no-store')
      const [path = '', query = ''] = signed.split('?')
      const { until = '', sig = '' } = Object.fromEntries(new URLSearchParams(query))
      const missing = await get('/i/img_00000000000000000000000000-1/320.webp')
      assert.equal(missing.statusCode, 404)
      for (const url of [
        path,
        `${path}?until=${until}`,
        `${path}?until=${Number(until) + 1}&sig=${sig}`,
        `${path}?until=${until}&sig=${sig.slice(0, -2)}xx`,
        `${webpOf(image === hidden ? unlisted : hidden).split('?')[0]}?${query}`,
        path.replace('-1/', '-2/'),
        `${path.replace('320.webp', '321.webp')}?${query}`,
      ]) {
        const refused = await get(url)
        assert.deepEqual([refused.statusCode, refused.body], [404, missing.body], url)
        const differing = Object.entries(refused.headers).filter(([name, value]) => missing.headers[name] !== value)
        assert.deepEqual(
          differing.map(([name]) => name).filter((name) => name !== 'x-request-id' && name !== 'date'),
          [],
          'no header tells them apart',
        )
      }
    }
  })

  test('a signed address runs out', async () => {
    const image = await uploaded(wire, adas, 7, { visibility: 'private' })
    const signed = webpOf(image)
    assert.equal((await get(signed)).statusCode, 200)
    wire.t.clock.advanceMs(2 * hourMs)
    assert.equal((await get(signed)).statusCode, 404)
  })

  test('404: addresses that are none of ours', async () => {
    for (const url of [
      '/i/x',
      '/i/x/y',
      '/i/img_1-1/9.exe',
      webpOf(open).replace('-1/', '-99999999999/'),
      webpOf(open).replace('320', '321'),
      `/i/img_${'0'.repeat(200)}-1/1.png`,
    ]) {
      assert.equal((await get(url)).statusCode, 404, url)
    }
  })
})

describe('GET /download/{id}', () => {
  test('200: a size and format, under a name made of the title', async () => {
    const answer = await get(`/download/${open.id}?size=160&format=jpg`)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['content-type'], 'image/jpeg')
    assert.equal(answer.headers['content-disposition'], 'attachment; filename="brass-telescope-x-y-160.jpg"')
    assert.equal(answer.headers['cache-control'], 'private, no-store')
    assert.equal((await sharp(answer.rawPayload).metadata()).width, 160)
    const whole = await get(`/download/${open.id}`)
    assert.equal((await sharp(whole.rawPayload).metadata()).width, 400)
    assert.equal((await get(`/download/${open.id}`, { range: 'bytes=0-3' })).statusCode, 206)
    assert.equal(
      (await get(`/download/${open.id}`, {}, 'HEAD')).headers['content-length'],
      String(whole.rawPayload.length),
    )
  })

  test('a private one is its owner’s, by key or by session; for everybody else it does not exist', async () => {
    const url = `/download/${hidden.id}`
    const missing = await get('/download/img_00000000000000000000000000')
    const grace = await wire.member('grace')
    for (const headers of [
      {},
      await wire.keyOf(grace, 'images:read'),
      await wire.browserOf(grace),
      await wire.keyOf(ada, 'me:read'),
    ]) {
      const answer = await get(url, headers)
      assert.deepEqual([answer.statusCode, answer.body], [404, missing.body])
    }
    for (const headers of [adas, await wire.browserOf(ada)]) assert.equal((await get(url, headers)).statusCode, 200)
    assert.equal((await get(`/download/${unlisted.id}`)).statusCode, 200, 'whoever has the address may keep it')
  })

  test('401, 416 and 422', async () => {
    const url = `/download/${open.id}`
    for (const [query, headers, status, code] of [
      ['', { authorization: 'Bearer vk_nothing' }, 401, 'key-not-valid'],
      ['', { range: 'bytes=99999999-' }, 416, 'range-not-satisfiable'],
      ['?size=161&format=png', {}, 422, 'size-not-offered'],
      ['?size=0', {}, 422, 'fields-not-understood'],
      ['?format=exe', {}, 422, 'fields-not-understood'],
      ['?size=1&size=2', {}, 422, 'fields-not-understood'],
    ] as const) {
      const answer = await get(`${url}${query}`, headers)
      assert.deepEqual([answer.statusCode, codeOf(answer)], [status, code], query)
      assert.equal(answer.headers['content-type'], 'application/problem+json')
    }
  })
})
