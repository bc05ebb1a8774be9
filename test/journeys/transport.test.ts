import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { ClientHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type TLSSocket, connect as connectTls, createServer as createTlsServer } from 'node:tls'
import { openBrowser } from '#test/browser'
import { type CertificateFiles, type TestCertificate, certificateFiles, makeCertificate } from '#test/certificates'
import { cutOut } from '#test/pictures'
import { type Product, runCommand, startProduct } from '#test/product'
import { type Key, formOf, formType, keyFor } from './bad-input.fixtures.ts'
import { askHttp2, dripTo, openHttp2, shakeHands } from './transport.fixtures.ts'

const portOf = (product: Product): number => Number(new URL(product.origin).port)

describe('a certificate that cannot be used stops the start, in words', () => {
  let files: CertificateFiles
  before(async () => {
    files = certificateFiles(await makeCertificate())
  })
  after(() => files.remove())

  const start = async (): Promise<{ code: number; stderr: string }> =>
    runCommand(
      {
        PATH: process.env['PATH'] ?? '',
        // Below a file, so that a start which goes on ends there and then.
        VITRINE_HOME: join(import.meta.filename, 'home'),
        PORT: '0',
        ORIGIN: 'https://localhost:8443',
        TLS_CERT: files.certFile,
        TLS_KEY: files.keyFile,
      },
      ['start'],
    )
  const cases: readonly [string, () => Promise<TestCertificate>, RegExp][] = [
    [
      'it has run out',
      () => makeCertificate({ fromDays: -30, toDays: -1 }),
      /TLS_CERT: the certificate ran out on \d{4}/,
    ],
    ['it does not count yet', () => makeCertificate({ fromDays: 2 }), /TLS_CERT: the certificate counts only from/],
    [
      'it is for another host',
      () => makeCertificate({ names: ['other.example'] }),
      /not for localhost.*other\.example/,
    ],
    [
      'its key is that of another',
      async () => ({ cert: (await makeCertificate()).cert, key: (await makeCertificate()).key }),
      /TLS_KEY: the key does not fit/,
    ],
    [
      'it is none',
      async () => ({ cert: 'Dear all', key: (await makeCertificate()).key }),
      /TLS_CERT: .* no certificate/,
    ],
    [
      'its key is none',
      async () => ({ cert: (await makeCertificate()).cert, key: 'secret' }),
      /TLS_KEY: .* no private key/,
    ],
  ]
  for (const [what, make, words] of cases) {
    test(`because ${what}`, async () => {
      files.put(await make())
      const { code, stderr } = await start()
      assert.equal(code, 2, stderr)
      assert.match(stderr, words)
      assert.doesNotMatch(stderr, /    at |BEGIN/, 'words, not a trace')
    })
  }
})

describe('the product with a certificate', () => {
  let certificate: TestCertificate
  let files: CertificateFiles
  let product: Product
  let session: ClientHttp2Session
  let key: Key
  before(async () => {
    certificate = await makeCertificate()
    files = certificateFiles(certificate)
    product = await startProduct({
      environment: { TLS_CERT: files.certFile, TLS_KEY: files.keyFile, HTTP_PORT: '0', LOG_LEVEL: 'info' },
    })
    session = openHttp2(product.origin, certificate.cert)
    key = await keyFor(product, 'ada')
  })
  after(async () => {
    session.destroy()
    await product.remove()
    files.remove()
  })

  test('speaks TLS 1.2 and 1.3 and nothing older (promise: G-91)', async () => {
    const with_ = (version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
      // Level 0, so that our own side does not refuse for the other.
      ({ minVersion: version, maxVersion: version, ca: certificate.cert, ciphers: 'DEFAULT@SECLEVEL=0' }) as const
    assert.match(await shakeHands(portOf(product), with_('TLSv1')), /refused: .*PROTOCOL_VERSION/)
    assert.match(await shakeHands(portOf(product), with_('TLSv1.1')), /refused: .*PROTOCOL_VERSION/)
    assert.equal(await shakeHands(portOf(product), with_('TLSv1.2')), 'TLSv1.2')
    assert.equal(await shakeHands(portOf(product), with_('TLSv1.3')), 'TLSv1.3')

    const old = createTlsServer({ ...certificate, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' })
    old.on('secureConnection', (socket) => socket.on('error', () => {}))
    old.listen(0, 'localhost')
    await once(old, 'listening')
    const versions = await shakeHands((old.address() as AddressInfo).port, with_('TLSv1.1'))
    old.close()
    assert.equal(versions, 'TLSv1.1', 'the negative control: the same client is taken by a server that is not careful')
  })

  test('offers no weak cipher', async () => {
    for (const ciphers of [
      'AES128-SHA',
      'ECDHE-ECDSA-AES128-SHA',
      'NULL',
      'DES-CBC3-SHA',
      'RC4-SHA',
      'AES256-GCM-SHA384',
    ]) {
      const answer = await shakeHands(portOf(product), {
        ca: certificate.cert,
        maxVersion: 'TLSv1.2',
        ciphers: `${ciphers}@SECLEVEL=0`,
      }).catch(() => 'refused: here')
      assert.match(answer, /^refused/, ciphers)
    }
  })

  test('answers by HTTP/2 what it answers by HTTP/1.1: pages, compressed, with the header that keeps to HTTPS', async () => {
    const page = await askHttp2(session, { ':path': '/', 'accept-encoding': 'br' })
    assert.deepEqual([page.status, page.headers['content-encoding']], [200, 'br'])
    assert.match(String(page.headers['strict-transport-security']), /^max-age=(\d{8,})$/)
    for (const path of ['/healthz', '/api/v1/images', '/api/v1/nothing', '/nothing', '/mark.svg', '/i/x/y']) {
      const { headers } = await askHttp2(session, { ':path': path })
      assert.match(String(headers['strict-transport-security']), /^max-age=/, path)
      for (const name of ['connection', 'keep-alive', 'transfer-encoding']) assert.equal(headers[name], undefined, path)
    }
    const old = await overHttp1('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    assert.match(old, /^HTTP\/1\.1 200 OK/)
  })

  const overHttp1 = async (bytes: string): Promise<string> => {
    const socket: TLSSocket = connectTls({
      port: portOf(product),
      host: 'localhost',
      ca: certificate.cert,
      ALPNProtocols: ['http/1.1'],
    })
    await once(socket, 'secureConnect')
    socket.write(bytes)
    let heard = ''
    for await (const chunk of socket as AsyncIterable<Buffer>) heard += chunk.toString('latin1')
    return heard
  }

  test('takes pictures by HTTP/2 and gives them back whole, in part, and not again', async () => {
    const form = formOf([['name="file"; filename="x.png"', await cutOut(3, 300)]])
    const sent = await askHttp2(session, { ':method': 'POST', ':path': '/api/v1/images', ...key, ...formType }, form)
    assert.equal(sent.status, 201, sent.body.toString())
    const { variants, download } = JSON.parse(sent.body.toString()) as {
      variants: { url: string; bytes: number }[]
      download: string
    }
    const { pathname } = new URL(variants[0]?.url ?? '')
    const whole = await askHttp2(session, { ':path': pathname })
    assert.deepEqual([whole.status, whole.body.length], [200, variants[0]?.bytes])
    const part = await askHttp2(session, { ':path': pathname, range: 'bytes=10-19' })
    assert.deepEqual([part.status, part.body], [206, whole.body.subarray(10, 20)])
    const again = await askHttp2(session, { ':path': pathname, 'if-none-match': String(whole.headers['etag']) })
    assert.deepEqual([again.status, again.body.length], [304, 0])
    const head = await askHttp2(session, { ':method': 'HEAD', ':path': pathname })
    assert.deepEqual([head.status, head.headers['content-length']], [200, String(whole.body.length)])
    const kept = await askHttp2(session, { ':path': new URL(download).pathname })
    assert.equal(kept.status, 200)
    const many = await Promise.all(Array.from({ length: 60 }, () => askHttp2(session, { ':path': pathname })))
    assert.ok(many.every(({ body }) => body.equals(whole.body)))
  })

  test('refuses by HTTP/2 what it refuses by HTTP/1.1, and the session goes on', async () => {
    const form = formOf([['name="file"; filename="x"', Buffer.alloc(42 * 1024 * 1024)]])
    const large = await askHttp2(session, { ':method': 'POST', ':path': '/api/v1/images', ...key, ...formType }, form)
    assert.deepEqual([large.status, JSON.parse(large.body.toString()).code], [413, 'picture-too-large'])
    for (const [path, status] of [
      ['/i/../settings', 400],
      ['/i//x', 400],
      ['/settings%00', 400],
      [`/${'x'.repeat(9_000)}`, 414],
    ] as const) {
      assert.equal((await askHttp2(session, { ':path': path })).status, status, path)
    }
    const twoHosts = await askHttp2(session, { ':path': '/', ':authority': 'localhost', host: 'evil.example' })
    assert.equal(twoHosts.status, 400)
    assert.equal((await askHttp2(session, { ':path': '/healthz' })).status, 200)
  })

  test('works in a browser: sign-in by form, a cookie for this host and HTTPS only, an upload', async () => {
    const browser = await openBrowser()
    try {
      const context = await browser.newContext({ baseURL: product.origin, ignoreHTTPSErrors: true })
      const page = await context.newPage()
      await page.goto('/sign-in')
      const protocol = 'performance.getEntriesByType("navigation")[0].nextHopProtocol'
      assert.equal(await page.evaluate(protocol), 'h2')
      await page.locator('input[name=login]').fill('ada')
      await page.locator('input[name=password]').fill('a lantern in the fog')
      await page.locator('main form button[type=submit]').first().click()
      await page.waitForURL((url) => url.pathname !== '/sign-in')
      const cookies = await context.cookies()
      const session = cookies.find(({ name }) => name === '__Host-session')
      assert.ok(session)
      assert.deepEqual([session.secure, session.httpOnly, session.path, session.domain], [true, true, '/', 'localhost'])
      assert.deepEqual(
        cookies.filter(({ secure }) => !secure),
        [],
      )
      const answer = await page.request.post('/upload/pictures', {
        headers: { origin: product.origin, accept: 'application/json' },
        multipart: { agreeRegion: 'on', file: { name: 'x.png', mimeType: 'image/png', buffer: await cutOut(5, 300) } },
      })
      assert.equal(answer.status(), 201, await answer.text())
    } finally {
      await browser.close()
    }
  })

  test('on its plain port sends readers on to HTTPS, refuses everybody else, and does nothing more (promise: G-91)', async () => {
    const port = Number(/plain requests to port (\d+)/.exec(product.said())?.[1])
    const ask = async (head: string): Promise<string> =>
      (await dripTo(port, [`${head}\r\n\r\n`], { patienceMs: 4_000 })).heard
    assert.match(await ask('GET /p/img_1/pear?x=1 HTTP/1.1\r\nHost: localhost'), /^HTTP\/1\.1 308 /)
    const moved = await ask('GET /p/img_1/pear?x=1 HTTP/1.1\r\nHost: evil.example')
    assert.match(moved, new RegExp(`\\r\\nLocation: ${product.origin}/p/img_1/pear\\?x=1\\r\\n`))
    assert.doesNotMatch(moved, /evil|Set-Cookie|Strict-Transport/i)
    assert.match(await ask('HEAD / HTTP/1.1\r\nHost: a'), /^HTTP\/1\.1 308 /)
    const posted = await ask('POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 0')
    assert.match(posted, /^HTTP\/1\.1 403 [^]*https-needed/)
    for (const target of ['//evil.example/', '/\\evil.example', 'http://evil.example/', '/%0d%0aX:1', '/..']) {
      const heard = await ask(`GET ${target} HTTP/1.1\r\nHost: a`)
      assert.match(heard, /^HTTP\/1\.1 400 /, target)
      assert.doesNotMatch(heard, /evil/)
    }
    assert.match(await ask('GET http://a/x HTTP/1.1\r\nHost: a'), new RegExp(`Location: ${product.origin}/x\\r\\n`))
  })

  const looked = async (): Promise<{ code: number; state?: string; words?: string }> => {
    const { code, stdout } = await product.command(['doctor', '--json'])
    const { findings } = JSON.parse(stdout) as { findings: { name: string; state: string; words: string }[] }
    return { code, ...findings.find(({ name }) => name === 'transport') }
  }

  test('uses a renewed certificate without a restart; open connections go on; a broken one is not used', async () => {
    const served = async (): Promise<string> => {
      const socket = connectTls({ port: portOf(product), host: 'localhost', rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      const { fingerprint256 } = socket.getPeerCertificate()
      socket.destroy()
      return fingerprint256
    }
    const before = await served()
    const changes = async (): Promise<string> => {
      for (let tries = 0; tries < 60; tries++) {
        const now = await served()
        if (now !== before) return now
        await sleep(500)
      }
      return before
    }
    const well = await looked()
    assert.equal(well.state, 'well')
    assert.match(well.words ?? '', /runs out on \d{4}-\d\d-\d\d.*No proxy is believed/)
    files.put(await makeCertificate({ toDays: 5 }))
    const renewed = await changes()
    assert.notEqual(renewed, before)
    assert.equal((await askHttp2(session, { ':path': '/healthz' })).status, 200, 'on the connection of before')

    files.put({ cert: (await makeCertificate()).cert, key: 'nonsense' })
    for (let tries = 0; tries < 60 && !/stays in use/.test(product.said()); tries++) await sleep(500)
    assert.match(product.said(), /the one that was read before stays in use/)
    assert.equal(await served(), renewed)
    const unwell = await looked()
    assert.deepEqual([unwell.code, unwell.state], [3, 'unwell'])
    assert.match(unwell.words ?? '', /TLS_KEY: the file holds no private key/)
    assert.equal(product.said().match(/vitrine: ready at/g)?.length, 1, 'it was not started again')
  })
})

describe('at the line', () => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product.remove())

  const host = 'Host: localhost\r\n'
  const second = `GET /readyz?second HTTP/1.1\r\n${host}Connection: close\r\n\r\n`
  const post = `POST /api/v1/images HTTP/1.1\r\n${host}`

  /*
   * What two servers in a row could cut into requests in two ways. Each is followed by a whole second request, which a
   * careless reader would answer.
   */
  const smuggling: readonly [string, string, RegExp][] = [
    [
      'a length and chunks',
      `${post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      'chunks and a length',
      `${post}Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nG`,
      /^HTTP\/1\.1 400 /,
    ],
    ['two lengths', `${post}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd`, /^HTTP\/1\.1 400 /],
    ['two lengths that are the same', `${post}Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd`, /^HTTP\/1\.1 400 /],
    ['a list of lengths', `${post}Content-Length: 4, 5\r\n\r\nabcd`, /^HTTP\/1\.1 400 /],
    ['a length with a plus', `${post}Content-Length: +4\r\n\r\nabcd`, /^HTTP\/1\.1 400 /],
    ['a length below zero', `${post}Content-Length: -4\r\n\r\nabcd`, /^HTTP\/1\.1 400 /],
    ['a length with a space in it', `${post}Content-Length: 1 4\r\n\r\nabcd`, /^HTTP\/1\.1 400 /],
    ['a length in another base', `${post}Content-Length: 0x4\r\n\r\nabcd`, /^HTTP\/1\.1 400 /],
    ['an empty length', `${post}Content-Length: \r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['a length past all numbers', `${post}Content-Length: 99999999999999999999\r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['chunks of another kind', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400 /],
    [
      'chunks that are not the last',
      `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      'chunks said twice',
      `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    ['a space before the colon', `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['a tab before the colon', `${post}Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['a vertical tab in the value', `${post}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400 /],
    [
      'a line of a head that begins with a space',
      `${post} Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    ['a folded line', `${post}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['bare line feeds', `POST /api/v1/images HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n`, /^HTTP\/1\.1 400 /],
    ['one bare line feed', `${post}X: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['a bare carriage return', `${post}X: a\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400 /],
    [
      'a chunk past all numbers',
      `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na\r\n0\r\n\r\n`,
      /^HTTP\/1\.1 4\d\d /,
    ],
    ['a chunk below zero', `${post}Transfer-Encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n`, /^HTTP\/1\.1 4\d\d /],
    ['a chunk in another base', `${post}Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n`, /^HTTP\/1\.1 4\d\d /],
    [
      'a chunk that ends in a bare line feed',
      `${post}Transfer-Encoding: chunked\r\n\r\n1\na\n0\n\n`,
      /^HTTP\/1\.1 4\d\d /,
    ],
    ['HTTP/0.9', 'GET /healthz\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a version that is none', `GET /healthz HTTP/1.9\r\n${host}\r\n`, /^HTTP\/1\.1 400 /],
    ['HTTP/2 in the clear', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^(HTTP\/1\.1 400 |$)/],
    ['a null in a name', `GET /healthz HTTP/1.1\r\n${host}X\0: a\r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['two hosts', `GET /healthz HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`, /^HTTP\/1\.1 400 [^]*host-not-clear/],
    [
      'another host in full',
      `GET http://evil.example/healthz HTTP/1.1\r\n${host}\r\n`,
      /^HTTP\/1\.1 421 [^]*wrong-host/,
    ],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', /^(HTTP\/1\.1 4\d\d |$)/],
  ]
  for (const [what, bytes, answer] of smuggling) {
    test(`is refused, and what follows is not answered: ${what}`, async () => {
      const { heard, closedAfterMs } = await dripTo(portOf(product), [Buffer.from(bytes + second, 'latin1')], {
        patienceMs: 5_000,
      })
      assert.match(heard, answer)
      assert.equal(heard.match(/HTTP\/1\.1 /g)?.length ?? 0, heard === '' ? 0 : 1, heard)
      assert.doesNotMatch(heard, /"status":"ready"/)
      assert.notEqual(closedAfterMs, null, 'the connection is closed')
    })
  }

  test('is answered where it is whole: two requests in one piece, both (the negative control)', async () => {
    const first = `GET /healthz HTTP/1.1\r\n${host}\r\n`
    const { heard } = await dripTo(portOf(product), [first + second])
    assert.equal(heard.match(/HTTP\/1\.1 200 /g)?.length, 2)
    const full = `GET ${product.origin}/healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`
    assert.match((await dripTo(portOf(product), [full])).heard, /^HTTP\/1\.1 200 [^]*alive/)
    const odd = `${post}transfer-ENCODING:  Chunked \r\nConnection: close\r\n\r\n0\r\n\r\n`
    assert.match(
      (await dripTo(portOf(product), [odd])).heard,
      /^HTTP\/1\.1 415 /,
      'case and spaces around it are allowed',
    )
  })

  const targets: readonly [string, number][] = [
    ['/i/../settings', 400],
    ['/i/..;/settings', 404],
    ['/i/;/../settings', 400],
    ['/i/%2e%2e/settings', 400],
    ['/i/%2e%2e%2fsettings', 400],
    ['/i/..%5csettings', 400],
    ['/i/%252e%252e/settings', 404],
    ['/i/x%00.webp', 400],
    ['/settings%00', 400],
    ['/i/%c0%ae%c0%ae/settings', 400],
    ['/i/%e0%80%ae/settings', 400],
    ['/i/%ff/x', 400],
    ['/i\\..\\settings', 400],
    ['//evil.example/', 400],
    ['//evil.example/%2e%2e', 400],
    ['/%2f%2fevil.example/', 404],
    ['/\\evil.example', 400],
    ['/settings//', 400],
    ['/./settings', 400],
    ['/settings;x=1', 404],
    ['/settings/;/account', 404],
    ['/STAFF/outbox', 404],
    ['/staff/outbox/..%2f..%2f..%2f..%2fetc%2fpasswd', 400],
    ['/_app/../../package.json', 400],
    ['/_app/..%2f..%2fpackage.json', 400],
    ['/_app/immutable/%2e%2e/%2e%2e/server.js', 400],
    [`/${'x'.repeat(7_900)}`, 404],
    [`/${'x'.repeat(8_100)}`, 414],
    [`/${'x'.repeat(20_000)}`, 431],
    [`/p/${'x'.repeat(1_000)}`, 404],
  ]
  for (const [target, status] of targets) {
    test(`${status}: ${target.length > 60 ? `${target.slice(0, 20)}… of ${target.length} characters` : target}`, async () => {
      const bytes = `GET ${target} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`
      const { heard } = await dripTo(portOf(product), [bytes])
      assert.match(heard, new RegExp(`^HTTP/1\\.1 ${status} `))
      assert.doesNotMatch(heard, /\r\nlocation:/i, 'leads nowhere')
      assert.doesNotMatch(heard, /root:x|"dependencies"|    at /)
    })
  }

  test('no address with a slash at its end leads to another host', async () => {
    for (const target of ['/search/', '/evil.example/', '/@evil.example/', '/.evil.example/']) {
      const { heard } = await dripTo(portOf(product), [`GET ${target} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`])
      const location = /\r\nlocation: (.*)\r\n/i.exec(heard)?.[1]
      if (location !== undefined) assert.equal(new URL(location, product.origin).origin, product.origin, target)
    }
  })
})

describe('limits on tries', () => {
  /** Eight tries for one name, where five are allowed. */
  const tryOften = async (
    product: Product,
    login: string,
    forge: (number: number) => Record<string, string>,
  ): Promise<number[]> => {
    const statuses: number[] = []
    for (let number = 0; number < 8; number++) {
      const answer = await fetch(`${product.origin}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          origin: product.origin,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          ...forge(number),
        },
        body: `login=${login}&password=wrong+horse+wrong`,
      })
      statuses.push(answer.status)
    }
    return statuses
  }
  const forged: readonly [string, (number: number) => Record<string, string>][] = [
    ['X-Forwarded-For', (number) => ({ 'x-forwarded-for': `1.2.3.${number}` })],
    ['Forwarded', (number) => ({ forwarded: `for=1.2.3.${number}` })],
    ['X-Real-IP', (number) => ({ 'x-real-ip': `1.2.3.${number}`, 'true-client-ip': `1.2.3.${number}` })],
    ['X-Vitrine-Address', (number) => ({ 'x-vitrine-address': `1.2.3.${number}` })],
  ]

  test('count a client by its socket, whatever it forges', async () => {
    const product = await startProduct()
    try {
      for (const [at, [what, forge]] of forged.entries()) {
        assert.equal((await tryOften(product, `nobody${at}`, forge)).at(-1), 429, what)
      }
    } finally {
      await product.remove()
    }
  })

  test('behind a trusted proxy count each client by itself, and not by what the client put in front', async () => {
    const product = await startProduct({ environment: { TRUSTED_PROXIES: '127.0.0.1, ::1' } })
    try {
      const each = await tryOften(product, 'nobody', (number) => ({ 'x-forwarded-for': `1.2.3.${number}` }))
      assert.ok(!each.includes(429), `the negative control: ${each.join()}`)
      const inFront = await tryOften(product, 'nobody', (number) => ({ 'x-forwarded-for': `6.6.6.${number}, 9.9.9.9` }))
      assert.equal(inFront.at(-1), 429)
    } finally {
      await product.remove()
    }
  })
})
