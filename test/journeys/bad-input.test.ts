import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#platform/db'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { besideDatabase, contentsOf, formOf, formType, keyFor, nothingMore, talk } from './bad-input.fixtures.ts'

const host = 'Host: localhost\r\n'

describe('bad input', () => {
  let product: Product
  let key: { authorization: string }
  let beside: Database & { readonly end: () => Promise<void> }
  let picture: Buffer
  let untouched: Readonly<Record<string, unknown>>
  const contents = () => contentsOf(beside, product.home)
  before(async () => {
    product = await startProduct()
    key = await keyFor(product, 'ada')
    beside = await besideDatabase(product.home)
    picture = await cutOut(1, 300)
    // Whatever is written down on first use is there from now on.
    const { id } = (await send(formOf([['name="file"; filename="x"', picture]])).then((answer) =>
      answer.json(),
    )) as Image
    await fetch(`${product.origin}/api/v1/images/${id}?now=true`, { method: 'DELETE', headers: key })
    await sleep(500)
    untouched = await contents()
  })
  after(async () => {
    await beside.end()
    await product.remove()
  })

  interface Image {
    readonly id: string
  }
  const send = (
    body: Buffer | ReadableStream<Uint8Array>,
    headers: Readonly<Record<string, string>> = formType,
  ): Promise<Response> =>
    fetch(`${product.origin}/api/v1/images`, {
      method: 'POST',
      headers: { ...key, ...headers },
      body: body as Buffer<ArrayBuffer> | ReadableStream<Uint8Array>,
      duplex: 'half',
    })
  const isAlive = async (): Promise<void> => {
    assert.equal((await fetch(`${product.origin}/readyz`)).status, 200)
    await nothingMore(contents, untouched)
  }
  const refused = async (asked: Promise<Response>, status: number, code: string): Promise<void> => {
    const answer = await asked
    const problem = (await answer.json()) as { code: string; status: number; detail: string }
    assert.deepEqual([answer.status, problem.code, problem.status], [status, code, status], JSON.stringify(problem))
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    assert.ok(problem.detail.length > 20, 'it says what to do')
  }
  const file = (bytes: Buffer = picture, name = 'x.png') => [`name="file"; filename="${name}"`, bytes] as const

  test('100 MB are refused as soon as they are too many, with a length and without, and nothing is stored', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'A')
    const head = formOf([['name="file"; filename="x"', picture]], '').subarray(0, -2)
    let sent = 0
    async function* body(): AsyncGenerator<Buffer> {
      yield head
      for (sent = 0; sent < 100; sent++) yield megabyte
      yield Buffer.from('\r\n--b--\r\n')
    }
    await refused(send(ReadableStream.from(body())), 413, 'picture-too-large')
    const whole = Buffer.concat([head, Buffer.alloc(100 * 1024 * 1024, 'A'), Buffer.from('\r\n--b--\r\n')])
    await refused(send(whole), 413, 'picture-too-large')
    await isAlive()
  })

  test('a client that reads the answer only when it has sent everything gets it, and its connection goes on', async () => {
    const { authorization } = key
    const tooLarge = formOf([file(Buffer.alloc(48 * 1024 * 1024, 'A'))])
    const post = `POST /api/v1/images HTTP/1.1\r\n${host}Authorization: ${authorization}\r\nContent-Type: ${formType['content-type']}\r\nContent-Length: ${tooLarge.length}\r\n\r\n`
    const heard = await talk(product.origin, [
      post,
      tooLarge,
      `GET /healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
    ])
    assert.match(heard, /^HTTP\/1\.1 413 /)
    assert.match(heard, /picture-too-large/)
    assert.match(heard, /HTTP\/1\.1 200 OK[^]*alive/, 'the next request on it is answered')
  })

  test('a name with path characters is neither a path nor kept', async () => {
    for (const name of [
      '../../../etc/passwd',
      '..\\..\\win.ini',
      '/srv/x.png',
      'a\0b.png',
      'MARKER-NAME.png',
      '%2e%2e%2f',
      '.',
      '',
    ]) {
      const answer = await send(formOf([file(picture, name)]))
      assert.equal(answer.status, 201, JSON.stringify(name))
      const text = await answer.text()
      assert.doesNotMatch(text, /MARKER-NAME|passwd|win\.ini/)
      const { id } = JSON.parse(text) as Image
      const { rows } = await beside.pool.query(
        `select 1 from library_images i where row_to_json(i)::text ~ 'MARKER-NAME|passwd|win.ini|%2e'`,
      )
      assert.equal(rows.length, 0)
      await fetch(`${product.origin}/api/v1/images/${id}?now=true`, { method: 'DELETE', headers: key })
    }
    await isAlive()
  })

  const wrongForms: [string, () => Buffer, number, string][] = [
    ['a field that is not UTF-8', () => formOf([['name="title"', '\xff\xfe'], file()]), 422, 'field-not-utf8'],
    ['a name of a field that is not UTF-8', () => formOf([['name="\xff"', 'x'], file()]), 422, 'field-not-utf8'],
    [
      'ten thousand tags',
      () => formOf([['name="tags"', Array.from({ length: 10_000 }, (_, n) => `t${n}`).join()], file()]),
      422,
      'too-many-tags',
    ],
    ['a tag without end', () => formOf([['name="tags"', 'x'.repeat(60_000)], file()]), 422, 'tag-too-long'],
    [
      'a field without end',
      () => formOf([['name="description"', 'x'.repeat(3_000_000)], file()]),
      422,
      'fields-not-understood',
    ],
    [
      'a field sent twice',
      () => formOf([['name="title"', 'a'], ['name="title"', 'b'], file()]),
      422,
      'fields-not-understood',
    ],
    ['a file sent twice', () => formOf([file(), file()]), 422, 'one-file-each'],
    [
      'a hundred fields',
      () => formOf([...Array.from({ length: 100 }, (_, n) => [`name="f${n}"`, 'x'] as const), file()]),
      413,
      'too-many-fields',
    ],
    ['a field that is not known', () => formOf([['name="owner_id"', 'x'], file()]), 422, 'fields-not-understood'],
    [
      'a field with a name of the language',
      () => formOf([['name="__proto__"', 'x'], file()]),
      422,
      'fields-not-understood',
    ],
    [
      'a field that is said to be JSON',
      () => formOf([['name="title"\r\nContent-Type: application/json', '{"a":'], file()]),
      422,
      'fields-not-understood',
    ],
    [
      'a field that is JSON',
      () => formOf([['name="title"\r\nContent-Type: application/json', '{"a":1}'], file()]),
      422,
      'fields-not-understood',
    ],
    ['a file without a name of its field', () => formOf([['filename="x"', picture]]), 422, 'fields-not-understood'],
    [
      'a title with a zero byte',
      () => formOf([['name="visibility"', 'public\0'], file()]),
      422,
      'fields-not-understood',
    ],
    ['a form with nothing in it', () => formOf([]), 422, 'one-file-each'],
    ['a form that ends in the middle of a file', () => formOf([file()], '').subarray(0, -50), 400, 'upload-cut-short'],
    ['a form that ends before a file', () => formOf([['name="title"', 'x']], ''), 400, 'upload-cut-short'],
    ['something else than a form', () => Buffer.from('Dear all'), 400, 'upload-cut-short'],
    ['an empty body', () => Buffer.alloc(0), 422, 'one-file-each'],
    [
      'a head of a part without end',
      () => Buffer.concat([Buffer.from('--b\r\n'), Buffer.alloc(200_000, 'X'), formOf([file()])]),
      422,
      'one-file-each',
    ],
  ]
  for (const [what, body, status, code] of wrongForms) {
    test(`${status} ${code}: ${what}`, async () => {
      await refused(send(body()), status, code)
      await isAlive()
    })
  }

  test('a type of content that is none of ours', async () => {
    await refused(send(picture, { 'content-type': 'image/png' }), 415, 'media-type-not-understood')
    await refused(send(picture, { 'content-type': 'multipart/form-data' }), 415, 'media-type-not-understood')
    await refused(send(picture, { 'content-type': 'multipart/mixed; boundary=b' }), 415, 'media-type-not-understood')
    await refused(
      send(Buffer.from('a=1'), { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'media-type-not-understood',
    )
    await isAlive()
  })

  test('a connection that is cut half-way leaves nothing', async () => {
    const form = formOf([file(Buffer.alloc(2_000_000, picture))])
    const post = `POST /api/v1/images HTTP/1.1\r\n${host}Authorization: ${key.authorization}\r\nContent-Type: ${formType['content-type']}\r\nContent-Length: ${form.length}\r\n\r\n`
    await Promise.all(
      [0, 100, 150_000, form.length - 1].map((length) =>
        talk(product.origin, [post, form.subarray(0, length)], { cut: true }),
      ),
    )
    await isAlive()
    assert.deepEqual(readdirSync(join(product.home, 'blobs/incoming')), [])
  })

  const heads: [string, string, RegExp][] = [
    [
      'a head without end',
      `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(40_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 [^]*headers-too-large/,
    ],
    [
      'two lengths',
      `POST /api/v1/images HTTP/1.1\r\n${host}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a length and chunks',
      `POST /api/v1/images HTTP/1.1\r\n${host}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      'chunks of another kind',
      `POST /api/v1/images HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
      /^HTTP\/1\.1 4(00|15) /,
    ],
    [
      'chunks that are none',
      `POST /api/v1/images HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nContent-Type: ${formType['content-type']}\r\n\r\nzz\r\n`,
      /^HTTP\/1\.1 4\d\d /,
    ],
    ['a length below zero', `POST /api/v1/images HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['a folded line', `GET /healthz HTTP/1.1\r\n${host}X: a\r\n b: c\r\n\r\n`, /^HTTP\/1\.1 (400|200) /],
    ['a space before the colon', `GET /healthz HTTP/1.1\r\n${host}Content-Length : 1\r\n\r\nx`, /^HTTP\/1\.1 400 /],
    // Node itself answers this one.
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a method that is none', `BREW /api/v1/images HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 400 /],
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n', /^(HTTP\/1\.1 4\d\d |$)/],
    ['a greeting of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', /^HTTP\/1\.1 400 /],
    ['a zero byte', `GET /\0 HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 400 /],
    ['broken escapes', `GET /i/%E0%A4%A/x HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, /^HTTP\/1\.1 40[04] /],
    [
      'a path that climbs',
      `GET /i/../../../../etc/passwd HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
      /^HTTP\/1\.1 400 [^]*target-not-understood/,
    ],
    [
      'an escaped path that climbs',
      `GET /i/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
      /^HTTP\/1\.1 400 [^]*target-not-understood/,
    ],
    [
      'a method that is not allowed',
      `PUT /api/v1/images HTTP/1.1\r\n${host}Connection: close\r\nContent-Length: 0\r\n\r\n`,
      /^HTTP\/1\.1 405 [^]*method-not-allowed/,
    ],
  ]
  for (const [what, head, answer] of heads) {
    test(`at the line: ${what}`, async () => {
      const heard = await talk(product.origin, [Buffer.from(head, 'latin1')], { patienceMs: 2_000 })
      assert.match(heard, answer)
      assert.doesNotMatch(heard, /root:x|node_modules|    at /, 'nothing of the inside')
      if (/^HTTP\/1\.1 (400|431)/.test(heard) && what !== 'no host') assert.match(heard, /application\/problem\+json/)
      assert.equal((await fetch(`${product.origin}/healthz`)).status, 200)
    })
  }

  test('after all of it pictures are taken as before', async () => {
    assert.equal((await send(formOf([file(await cutOut(9, 300))]))).status, 201)
    assert.doesNotMatch(product.said(), /uncaught|unhandled/i)
  })
})
