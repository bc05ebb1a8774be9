import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { after, afterEach, before, describe, test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { openEgress } from '#platform/egress'
import { type FetchOptions, type Outside, openOutside, outsideStores, redirectsMax } from '#platform/outside'
import { type TestWeb, openTestWeb, publicAddress } from '#test/web'

const names = ['one.example', 'two.example', 'www.one.example', 'xn--bcher-kva.example']
const text: FetchOptions = {
  purpose: 'business.provide',
  totalMs: 10_000,
  bytesMax: 100_000,
  types: ['text/plain'],
}

let web: TestWeb
let outside: Outside
before(async () => {
  web = await openTestWeb(names)
  outside = openOutside({
    egress: openEgress({ stores: outsideStores, hosts: {}, gate: async () => ({ shut: 'this is a test' }) }),
    ...web,
  })
})
after(() => web.close())
afterEach(() => {
  for (const part of [web.sites, web.addresses, web.texts, web.deaf]) part.clear()
  web.dialled.length = 0
  web.asked.length = 0
})

const saying =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(body)
  }
const leadingTo =
  (location: string, status = 302): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { location }).end()
  }
const fetchText = (address: string, more: Partial<FetchOptions> = {}) => outside.fetch(address, { ...text, ...more })

describe('a fetch of an address that somebody named', () => {
  test('brings the bytes, and every address and machine on the way', async () => {
    web.sites.set('one.example', (request, response) =>
      request.url === '/a' ? leadingTo('https://two.example/b?c=d#e')(request, response) : undefined,
    )
    web.sites.set('two.example', saying('hello'))
    const { status, bytes, contentType, chain } = await fetchText('http://ONE.example/a')
    assert.equal(bytes.toString(), 'hello')
    assert.equal(status, 200)
    assert.equal(contentType, 'text/plain')
    assert.deepEqual(chain, [
      { address: 'http://one.example/a', machine: publicAddress, status: 302 },
      { address: 'https://two.example/b?c=d', machine: publicAddress, status: 200 },
    ])
    assert.deepEqual(web.dialled, [`${publicAddress}:80`, `${publicAddress}:443`])
  })

  test('tells nothing but the address', async () => {
    let headers: object = {}
    web.sites.set('one.example', (request, response) => {
      headers = request.headers
      saying('')(request, response)
    })
    await fetchText('https://one.example/')
    assert.deepEqual(headers, {
      host: 'one.example',
      'user-agent': 'Vitrine',
      accept: 'text/plain',
      'accept-encoding': 'gzip, br',
      connection: 'close',
    })
  })

  test('asks hosts with names of any script by their form in ASCII', async () => {
    web.sites.set('xn--bcher-kva.example', saying('Bücher'))
    const { chain } = await fetchText('https://Bücher.example/ä')
    assert.equal(chain[0].address, 'https://xn--bcher-kva.example/%C3%A4')
  })

  test('gives the status and nothing more where the answer is none', async () => {
    web.sites.set('one.example', (_request, response) => void response.writeHead(404).end('x'.repeat(500_000)))
    const { status, bytes } = await fetchText('https://one.example/')
    assert.equal(status, 404)
    assert.equal(bytes.length, 0)
  })

  const badAddresses = [
    'one.example',
    'ftp://one.example/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'https://one.example:8443/',
    'http://one.example:443/',
    'https://one.example:22/',
    'https://user@one.example/',
    'https://:secret@one.example/',
    'https://one.example./',
    'https://',
    `https://one.example/${'a'.repeat(2048)}`,
  ]
  for (const address of badAddresses) {
    test(`is refused before anybody is asked: ${address.slice(0, 40)}`, async () => {
      web.sites.set('one.example', saying('hello'))
      await assert.rejects(fetchText(address), { problem: 'bad-address' })
      assert.deepEqual(web.dialled, [])
      // What is refused as an address is refused as a redirect.
      web.sites.set('one.example', leadingTo(address))
      if (URL.canParse(address)) await assert.rejects(fetchText('https://one.example/'), { problem: 'bad-redirect' })
    })
  }

  const insideHosts = [
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '017700000001',
    '0',
    '10.0.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '100.64.0.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '１２７.0.0.1',
    '①②⑦.0.0.1',
  ]
  for (const host of insideHosts) {
    test(`never reaches ${host}, named or led to`, async () => {
      await assert.rejects(fetchText(`http://${host}/`), { problem: 'not-public' })
      // A header holds ASCII alone; the parser of addresses undoes the rest.
      web.sites.set('one.example', leadingTo(`https://${host.replace(/[^ -~]/g, encodeURIComponent)}/`))
      await assert.rejects(fetchText('https://one.example/'), { problem: 'not-public' })
      assert.deepEqual(web.dialled, [`${publicAddress}:443`])
    })
  }

  test('goes nowhere when one of the addresses of a name is inside', async () => {
    web.sites.set('one.example', saying('hello'))
    for (const inside of ['127.0.0.1', '169.254.169.254', 'fd00::1', '::ffff:10.0.0.1']) {
      web.addresses.set('one.example', [publicAddress, inside])
      await assert.rejects(fetchText('https://one.example/'), { problem: 'not-public' }, inside)
    }
    assert.deepEqual(web.dialled, [])
    web.addresses.set('one.example', [publicAddress])
    await fetchText('https://one.example/')
    assert.equal(web.dialled.length, 1, 'the negative control')
  })

  test('connects to the very address that was judged, whatever the DNS says a moment later', async () => {
    web.sites.set('one.example', saying('hello'))
    let questions = 0
    web.addresses.set('one.example', () => (questions++ === 0 ? ['93.184.215.99'] : ['127.0.0.1']))
    assert.equal((await fetchText('https://one.example/')).bytes.toString(), 'hello')
    assert.deepEqual(web.dialled, ['93.184.215.99:443'])
    assert.equal(questions, 1)
    await assert.rejects(fetchText('https://one.example/'), { problem: 'not-public' }, 'the negative control')
  })

  test('judges a name anew when a redirect leads back to it', async () => {
    let questions = 0
    web.addresses.set('one.example', () => (questions++ === 0 ? [publicAddress] : ['10.1.2.3']))
    web.sites.set('one.example', leadingTo('https://one.example/again'))
    await assert.rejects(fetchText('https://one.example/'), { problem: 'not-public' })
    assert.deepEqual(web.dialled, [`${publicAddress}:443`])
  })

  test(`follows ${redirectsMax} redirects and no more, whatever their status`, async () => {
    const stepsFrom = (start: number): RequestListener => {
      let left = start
      return (request, response) =>
        left-- > 0
          ? leadingTo(`/${left}`, [301, 302, 303, 307, 308][left % 5])(request, response)
          : saying('there')(request, response)
    }
    web.sites.set('one.example', stepsFrom(redirectsMax))
    assert.equal((await fetchText('https://one.example/')).chain.length, redirectsMax + 1)
    web.sites.set('one.example', stepsFrom(redirectsMax + 1))
    await assert.rejects(fetchText('https://one.example/'), { problem: 'bad-redirect' })
  })

  test('never goes from https down to http, and not where the asker forbids it', async () => {
    web.sites.set('one.example', leadingTo('http://one.example/'))
    await assert.rejects(fetchText('https://one.example/'), { problem: 'bad-redirect' })
    web.sites.set('one.example', leadingTo('https://two.example/'))
    web.sites.set('two.example', saying('elsewhere'))
    const refuseRedirect = (first: URL, to: URL): string | null => (first.host === to.host ? null : 'Elsewhere.')
    await assert.rejects(fetchText('https://one.example/', { refuseRedirect }), { message: 'Elsewhere.' })
    assert.equal((await fetchText('https://one.example/')).bytes.toString(), 'elsewhere', 'the negative control')
  })

  test('ends when its time is over: no answer, a head or a body that drips, redirects one after the other', async () => {
    const slow: Readonly<Record<string, RequestListener>> = {
      'no answer': () => {},
      'a body that drips': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' })
        const drip = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(drip))
      },
      'a head that drips': (request, response) => {
        response.on('error', () => {})
        const { socket } = request
        socket.write('HTTP/1.1 200 OK\r\nX-Drip: ')
        const drip = setInterval(() => socket.write('x'), 20)
        socket.on('close', () => clearInterval(drip))
      },
      'a redirect that takes its time': (_request, response) => {
        setTimeout(() => response.writeHead(302, { location: '/' }).end(), 150)
      },
    }
    for (const [what, site] of Object.entries(slow)) {
      web.sites.set('one.example', site)
      await assert.rejects(fetchText('https://one.example/', { totalMs: 400 }), { problem: 'too-slow' }, what)
    }
  })

  test('ends when its bytes are over, said beforehand, sent without end, or unpacked', async () => {
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' })
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    }
    const zeros = Buffer.alloc(20_000_000)
    const cases: Readonly<Record<string, RequestListener>> = {
      'a gigabyte that is said beforehand': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '1000000000' }).write('x')
      },
      'no end': endless,
      'a bomb of gzip': saying(gzipSync(zeros), { 'content-encoding': 'gzip' }),
      'a bomb of brotli': saying(brotliCompressSync(zeros), { 'content-encoding': 'br' }),
      'a head without end': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'x-long': 'x'.repeat(20_000) }).end()
      },
    }
    for (const [what, site] of Object.entries(cases)) {
      web.sites.set('one.example', site)
      await assert.rejects(fetchText('https://one.example/'), { problem: 'too-big' }, what)
    }
    web.sites.set('one.example', saying(gzipSync('packed'), { 'content-encoding': 'gzip' }))
    assert.equal((await fetchText('https://one.example/')).bytes.toString(), 'packed', 'the negative control')
  })

  test('takes no packing that was not asked for or that is broken, and no type that is not wanted', async () => {
    for (const [encoding, body] of [
      ['gzip, gzip', gzipSync(gzipSync('x'))],
      ['zstd', Buffer.from('x')],
      ['gzip', Buffer.from('not gzip')],
    ] as const) {
      web.sites.set('one.example', saying(body, { 'content-encoding': encoding }))
      await assert.rejects(fetchText('https://one.example/'), { problem: 'unreadable' }, encoding)
    }
    web.sites.set('one.example', saying('<p>', { 'content-type': 'text/html' }))
    await assert.rejects(fetchText('https://one.example/'), { problem: 'wrong-type' })
  })

  test('says in words what stood in the way', async () => {
    await assert.rejects(fetchText('https://nobody.example/'), { problem: 'no-such-name', message: /nobody\.example/ })
    web.sites.set('other.example', saying('hello'))
    await assert.rejects(fetchText('https://other.example/'), { problem: 'no-answer', message: /certificate/ })
    web.sites.set('one.example', saying('hello'))
    web.deaf.add('one.example:443')
    await assert.rejects(fetchText('https://one.example/'), { problem: 'no-answer', message: /does not answer/ })
    web.sites.set('one.example', (request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    await assert.rejects(fetchText('http://one.example/'), { problem: 'no-answer', message: /as a web server/ })
    web.sites.set('one.example', (request) => request.socket.destroy())
    await assert.rejects(fetchText('http://one.example/'), { problem: 'no-answer' })
    web.addresses.set('one.example', () => {
      throw new Error('SERVFAIL')
    })
    await assert.rejects(fetchText('http://one.example/'), { problem: 'no-answer', message: /DNS/ })
  })

  test('is declared, and shut for a purpose that is not', async () => {
    web.sites.set('one.example', saying('hello'))
    await assert.rejects(fetchText('https://one.example/', { purpose: 'statistics.count' }), /not declared/)
    const undeclared = openOutside({
      egress: openEgress({ stores: [], hosts: {}, gate: async () => ({ shut: 'this is a test' }) }),
      ...web,
    })
    await assert.rejects(undeclared.fetch('https://one.example/', text), /not declared/)
    await assert.rejects(undeclared.texts('one.example', text), /not declared/)
    assert.deepEqual(web.dialled, [])
  })

  test('of texts in the DNS brings them all, and none where there is no such name', async () => {
    web.texts.set('one.example', ['a', 'b'])
    assert.deepEqual(await outside.texts('one.example', text), ['a', 'b'])
    assert.deepEqual(await outside.texts('two.example', text), [])
  })
})

test('no environment loosens the guard: what opens it takes no setting', async () => {
  const guarded = openOutside({
    egress: openEgress({ stores: outsideStores, hosts: {}, gate: async () => ({ shut: 'this is a test' }) }),
  })
  await assert.rejects(guarded.fetch('http://127.0.0.1/', text), { problem: 'not-public' })
  await assert.rejects(guarded.fetch('http://[::1]/', text), { problem: 'not-public' })
})
