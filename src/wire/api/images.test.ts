import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import type { Member } from '#accounts/people'
import { ImageAnswer, ImageListAnswer } from './answers.ts'
import {
  type Part,
  type TestWire,
  type UploadedImage,
  aPng,
  codeOf,
  multipart,
  openTestWire,
  pathOf,
  uploaded,
} from '../wire.fixtures.ts'

let wire: TestWire
let ada: Member
let adas: { readonly authorization: string }
let graces: { readonly authorization: string }
let open: UploadedImage
let hidden: UploadedImage
before(async () => {
  wire = await openTestWire()
  ada = await wire.member('ada')
  adas = await wire.keyOf(ada, 'images:read', 'images:write')
  graces = await wire.keyOf(await wire.member('grace'), 'images:read', 'images:write')
  open = await uploaded(wire, adas, 1, { title: 'Brass telescope', tags: 'brass, optics', licence: 'CC0-1.0' })
  hidden = await uploaded(wire, adas, 2, { title: 'Secret', visibility: 'private' })
})
after(() => wire.close())

const post = async (parts: readonly Part[], headers: object = adas): Promise<LightMyRequestResponse> => {
  const form = multipart(parts)
  return wire.ask({ method: 'POST', url: '/api/v1/images', ...form, headers: { ...form.headers, ...headers } })
}
const one = (id: string, options: { method?: 'GET' | 'PATCH' | 'DELETE'; payload?: object; headers?: object } = {}) =>
  wire.ask({ url: `/api/v1/images/${id}`, method: 'GET', ...options } as never)

describe('POST /images', () => {
  test('201: an image of the shape that is described, with whole addresses', async () => {
    const answer = await post([
      { name: 'title', value: 'Copper kettle' },
      { name: 'alt', value: 'a kettle' },
      { name: 'file', value: await aPng(3) },
    ])
    assert.equal(answer.statusCode, 201, answer.body)
    const image = answer.json<ImageAnswer>()
    assert.deepEqual(ImageAnswer.strict().parse(image), image, 'nothing is sent that is not described')
    assert.equal(answer.headers.location, `/api/v1/images/${image.id}`)
    assert.deepEqual(
      [image.status, image.title, image.alt, image.width, image.height, image.format, image.visibility],
      ['ready', 'Copper kettle', 'a kettle', 400, 300, 'png', 'public'],
    )
    assert.equal(image.transparency?.verdict, 'transparent')
    assert.deepEqual(image.author, { username: 'ada' })
    assert.ok(image.variants.length > 0)
    for (const { url } of image.variants) assert.equal((await wire.ask(pathOf(url))).statusCode, 200)
    assert.equal(answer.headers['set-cookie'], undefined)
  })

  test('200: the same file again is the same picture, and so are the same pixels in another file', async () => {
    const bytes = await aPng(1)
    const exact = await post([{ name: 'file', value: bytes, fileName: 'other.png' }])
    assert.equal(exact.statusCode, 200)
    assert.deepEqual([exact.json().id, exact.json().duplicate], [open.id, 'exact'])
    const pixels = await post([{ name: 'file', value: Buffer.concat([bytes, Buffer.from('tail')]) }])
    assert.equal(pixels.statusCode, 200)
    assert.deepEqual([pixels.json().id, pixels.json().duplicate], [open.id, 'pixels'])
  })

  const refusals: [string, () => Promise<LightMyRequestResponse>, number, string][] = [
    ['no key', () => post([], {}), 401, 'sign-in-needed'],
    ['a key that never was', () => post([], { authorization: 'Bearer vk_nothing' }), 401, 'key-not-valid'],
    ['another scheme', () => post([], { authorization: 'Basic YTpi' }), 401, 'key-not-valid'],
    ['JSON', () => post([], { ...adas, 'content-type': 'application/json' }), 400, 'request-not-understood'],
    ['text', () => post([], { ...adas, 'content-type': 'text/plain' }), 415, 'media-type-not-understood'],
    [
      'no boundary',
      () => post([], { ...adas, 'content-type': 'multipart/form-data' }),
      415,
      'media-type-not-understood',
    ],
    ['no file', () => post([{ name: 'title', value: 'x' }]), 422, 'one-file-each'],
    [
      'two files',
      async () => {
        const file = { name: 'file', value: await aPng(4) }
        return post([file, file])
      },
      422,
      'one-file-each',
    ],
    [
      'a file under another name',
      () => post([{ name: 'picture', value: Buffer.from('x') }]),
      422,
      'fields-not-understood',
    ],
    ['a field that is not known', () => refusedWith({ name: 'owner', value: 'me' }), 422, 'fields-not-understood'],
    ['a visibility that is none', () => refusedWith({ name: 'visibility', value: 'x' }), 422, 'fields-not-understood'],
    ['a text', () => post([{ name: 'file', value: Buffer.from('Dear all') }]), 415, 'picture-not-understood'],
    ['an empty file', () => post([{ name: 'file', value: Buffer.alloc(0) }]), 422, 'picture-empty'],
  ]
  const refusedWith = async (part: Part): Promise<LightMyRequestResponse> =>
    post([part, { name: 'file', value: await aPng(4) }])
  for (const [what, ask, status, code] of refusals) {
    test(`${status}: ${what}`, async () => {
      const answer = await ask()
      assert.deepEqual([answer.statusCode, codeOf(answer)], [status, code], answer.body)
      assert.equal(answer.headers['content-type'], 'application/problem+json')
      assert.equal(answer.headers['cache-control'], 'no-store')
      if (status === 401) assert.equal(answer.headers['www-authenticate'], 'Bearer')
    })
  }

  test('403: a key that may only read', async () => {
    const reading = await post([], await wire.keyOf(ada, 'images:read', 'me:read'))
    assert.deepEqual([reading.statusCode, codeOf(reading)], [403, 'scope-missing'])
  })
})

describe('GET /images', () => {
  test('200: anybody finds public pictures and nobody finds others', async () => {
    for (const headers of [{}, adas]) {
      const answer = await wire.ask({ url: '/api/v1/images?q=telescpoe', headers })
      assert.equal(answer.statusCode, 200)
      const list = answer.json<ImageListAnswer>()
      assert.deepEqual(ImageListAnswer.parse(list), list)
      assert.deepEqual(
        list.items.map(({ id }) => id),
        [open.id],
      )
      assert.deepEqual(list.corrections, [{ from: 'telescpoe', to: 'telescope' }])
      assert.equal(list.nextCursor, null)
      assert.equal(answer.headers['access-control-allow-origin'], '*')
    }
    const secret = await wire.ask({ url: '/api/v1/images?q=secret', headers: adas })
    assert.deepEqual(secret.json<ImageListAnswer>().items, [])
  })

  test('200: lists go on by cursor until none is left', async () => {
    const seen = new Set<string>()
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`
      const list: ImageListAnswer = (await wire.ask(`/api/v1/images?limit=1${query}`)).json()
      for (const { id } of list.items) seen.add(id)
      cursor = list.nextCursor
    }
    assert.ok(seen.has(open.id) && seen.size >= 2 && !seen.has(hidden.id))
  })

  for (const [query, code] of [
    ['limit=0', 'fields-not-understood'],
    ['limit=101', 'fields-not-understood'],
    ['colour=red', 'fields-not-understood'],
    ['unknown=1', 'fields-not-understood'],
    ['q=a&q=b', 'fields-not-understood'],
    [`q=${'x'.repeat(300)}`, 'fields-not-understood'],
    ['cursor=none-of-ours', 'cursor-not-understood'],
  ] as const) {
    test(`422: ?${query.slice(0, 30)}`, async () => {
      const answer = await wire.ask(`/api/v1/images?${query}`)
      assert.deepEqual([answer.statusCode, codeOf(answer)], [422, code])
      if (code === 'fields-not-understood') assert.ok(Object.keys(answer.json().fields).length > 0, 'names the field')
    })
  }

  test('401: a wrong key is not taken for none', async () => {
    assert.equal((await wire.ask({ url: '/api/v1/images', headers: { authorization: 'Bearer x' } })).statusCode, 401)
  })
})

describe('GET, PATCH and DELETE /images/{id}', () => {
  test('200: a public one for anybody, a private one for its owner', async () => {
    const answer = await one(open.id)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.json().isOwn, false)
    assert.equal((await one(open.id, { headers: adas })).json().isOwn, true)
    assert.equal((await one(hidden.id, { headers: adas })).statusCode, 200)
  })

  test('404: what one may not see answers exactly like what does not exist', async () => {
    const deleted = await uploaded(wire, adas, 5)
    assert.equal((await one(deleted.id, { method: 'DELETE', headers: adas })).statusCode, 204)
    const body = (await one('img_00000000000000000000000000')).body
    for (const id of [hidden.id, deleted.id, 'img_nonsense', 'x']) {
      for (const headers of [{}, graces, await wire.keyOf(ada, 'images:write')]) {
        for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
          // A key with the scope to write may change what it cannot list; it is its owner's.
          if (method !== 'GET' && !('authorization' in headers && headers === graces)) continue
          const answer = await one(id, { method, headers, ...(method === 'PATCH' ? { payload: { title: 'x' } } : {}) })
          assert.deepEqual([answer.statusCode, answer.body], [404, body], `${method} ${id}`)
        }
      }
    }
  })

  test('PATCH 200: what is given changes and what is left out stays', async () => {
    const answer = await one(open.id, { method: 'PATCH', payload: { tags: ['Brass', 'night'] }, headers: adas })
    assert.equal(answer.statusCode, 200)
    assert.deepEqual([answer.json().tags, answer.json().title], [['brass', 'night'], 'Brass telescope'])
  })

  test('PATCH 401, 403, 400, 413, 415 and 422', async () => {
    const patch = (payload: unknown, headers: object = adas) =>
      one(open.id, { method: 'PATCH', payload: payload as object, headers })
    const json = { ...adas, 'content-type': 'application/json' }
    const cases: [Promise<LightMyRequestResponse>, number, string][] = [
      [patch({ title: 'x' }, {}), 401, 'sign-in-needed'],
      [patch({ title: 'x' }, await wire.keyOf(ada, 'images:read')), 403, 'scope-missing'],
      [patch({ title: 'x' }, graces), 403, 'not-your-image'],
      [patch('{"title":', json), 400, 'request-not-understood'],
      [patch('', json), 400, 'request-not-understood'],
      [patch('null', json), 422, 'fields-not-understood'],
      [patch('[1]', json), 422, 'fields-not-understood'],
      [patch('{"__proto__":{"title":"x"}}', json), 400, 'request-not-understood'],
      [patch('<x/>', { ...adas, 'content-type': 'text/xml' }), 415, 'media-type-not-understood'],
      [patch({ title: 'x'.repeat(300_000) }), 413, 'request-too-large'],
      [patch({ title: 'x'.repeat(201) }), 422, 'fields-not-understood'],
      [patch({ title: 7 }), 422, 'fields-not-understood'],
      [patch({ owner: 'me' }), 422, 'fields-not-understood'],
      [patch({ id: hidden.id }), 422, 'fields-not-understood'],
      [patch({ tags: Array.from({ length: 10_000 }, (_, n) => `t${n}`) }), 422, 'too-many-tags'],
    ]
    for (const [asked, status, code] of cases) {
      const answer = await asked
      assert.deepEqual([answer.statusCode, codeOf(answer)], [status, code], answer.body)
    }
    assert.equal((await one(open.id)).json().title, 'Brass telescope', 'none of them changed anything')
  })

  test('DELETE 204, then 404 everywhere; 401 and 403 before', async () => {
    const image = await uploaded(wire, adas, 6)
    assert.equal((await one(image.id, { method: 'DELETE' })).statusCode, 401)
    const others = await one(image.id, { method: 'DELETE', headers: graces })
    assert.deepEqual([others.statusCode, codeOf(others)], [403, 'not-your-image'])
    const answer = await one(image.id, { method: 'DELETE', headers: adas })
    assert.deepEqual([answer.statusCode, answer.body], [204, ''])
    for (const url of [
      `/api/v1/images/${image.id}`,
      pathOf(image.download),
      ...image.variants.map((v) => pathOf(v.url)),
    ])
      assert.equal((await wire.ask({ url, headers: adas })).statusCode, 404, url)
    assert.equal((await one(image.id, { method: 'DELETE', headers: adas })).statusCode, 404)
    assert.equal(
      (await one(`${image.id}?now=true`, { method: 'DELETE', headers: adas })).statusCode,
      204,
      'from the bin',
    )
    assert.equal((await one(`${image.id}?now=maybe`, { method: 'DELETE', headers: adas })).statusCode, 422)
  })
})
