import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { systemChance } from '#platform/chance'
import { type HttpOptions, type HttpServer, networks, openHttp } from '#platform/http'
import { openLog } from '#platform/log'

const log = openLog({ level: 'silent' })

describe('networks', () => {
  const cases: readonly [string[], string | undefined, boolean][] = [
    [[], '127.0.0.1', false],
    [['10.0.0.0/8'], '10.200.1.1', true],
    [['10.0.0.0/8'], '11.0.0.1', false],
    [['10.0.0.0/8'], '::ffff:10.1.1.1', true],
    [['10.0.0.7'], '10.0.0.70', false],
    [['fd00::/8'], 'fd12::1', true],
    [['fd00::/8'], 'fe80::1%eth0', false],
    [['fe80::/10'], 'fe80::1%eth0', true],
    [['10.0.0.0/8'], undefined, false],
    [['10.0.0.0/8'], 'unknown', false],
    [['10.0.0.0/8'], '10.0.0.1, 1.2.3.4', false],
  ]
  for (const [list, address, isIn] of cases) {
    test(`${address} is ${isIn ? '' : 'not '}in ${list.join() || 'nothing'}`, () =>
      assert.equal(networks(list)(address), isIn))
  }
})

describe('who a client is', () => {
  const servers: HttpServer[] = []
  after(() => Promise.all(servers.map((server) => server.close())))
  const open = async (options: Partial<HttpOptions>): Promise<HttpServer> => {
    const server = openHttp({ log, chance: systemChance, ...options })
    servers.push(server)
    server.all('/who', async (request) => ({
      ip: request.ip,
      host: request.host,
      protocol: request.protocol,
      isLocal: request.isLocal,
      headers: request.headers,
    }))
    server.get('/healthz', async () => 'alive')
    return server
  }
  interface Who {
    readonly ip: string
    readonly host: string
    readonly protocol: string
    readonly isLocal: boolean
    readonly headers: Readonly<Record<string, string>>
  }
  const ask = async (
    server: HttpServer,
    remoteAddress: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Who> =>
    (await server.inject({ url: '/who', remoteAddress, headers: { host: 'here', ...headers } })).json<Who>()

  const forged: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['X-Forwarded-For', { 'x-forwarded-for': '6.6.6.6' }],
    ['a list of it', { 'x-forwarded-for': '6.6.6.6, 7.7.7.7,10.0.0.1' }],
    ['Forwarded', { forwarded: 'for=6.6.6.6;host=evil.example;proto=http' }],
    ['X-Real-IP', { 'x-real-ip': '6.6.6.6' }],
    ['True-Client-IP', { 'true-client-ip': '6.6.6.6', 'cf-connecting-ip': '6.6.6.6', 'x-client-ip': '6.6.6.6' }],
    ['X-Forwarded-Host', { 'x-forwarded-host': 'evil.example', 'x-forwarded-port': '1' }],
    ['X-Forwarded-Proto', { 'x-forwarded-proto': 'ftp' }],
    ['X-Original-URL', { 'x-original-url': '/staff', 'x-rewrite-url': '/staff' }],
    ['our own', { 'x-vitrine-address': '6.6.6.6', 'x-vitrine-host': 'evil.example', 'x-vitrine-anything': '1' }],
  ]
  for (const [what, headers] of forged) {
    test(`is its socket, whatever it claims by ${what}`, async () => {
      for (const options of [{}, { trustedProxies: ['10.0.0.1'] }]) {
        const who = await ask(await open(options), '9.9.9.9', headers)
        assert.deepEqual([who.ip, who.host, who.protocol], ['9.9.9.9', 'here', 'http'])
        assert.doesNotMatch(JSON.stringify({ ...who.headers, 'x-forwarded-for': '' }), /6\.6\.6\.6|evil|staff|anything/)
      }
    })
  }

  const chains: readonly [string, string, string, string][] = [
    ['the one the proxy saw', '10.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['the last one, not what the client put in front', '10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    ['found through two proxies', '10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2', '1.2.3.4'],
    ['not behind a proxy that is not ours', '10.0.0.1', '1.2.3.4, 8.8.8.8, 10.0.0.2', '8.8.8.8'],
    ['the proxy itself where nothing is said', '10.0.0.1', '', '10.0.0.1'],
    ['whatever is no address, never what stands before it', '10.0.0.1', '1.2.3.4, unknown', 'unknown'],
    ['an IPv6 address', '10.0.0.1', '2001:db8::7', '2001:db8::7'],
    ['known by a proxy that connects as IPv6', '::ffff:10.0.0.1', '1.2.3.4', '1.2.3.4'],
  ]
  for (const [what, socket, list, ip] of chains) {
    test(`behind a trusted proxy is ${what}`, async () => {
      const server = await open({ trustedProxies: ['10.0.0.0/24'] })
      assert.equal((await ask(server, socket, list ? { 'x-forwarded-for': list } : {})).ip, ip)
    })
  }

  test('even a trusted proxy tells nothing but addresses', async () => {
    const server = await open({ trustedProxies: ['10.0.0.1'] })
    const who = await ask(server, '10.0.0.1', {
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'ftp',
      'x-real-ip': '6.6.6.6',
      forwarded: 'for=6.6.6.6',
    })
    assert.deepEqual([who.ip, who.host, who.protocol], ['1.2.3.4', 'here', 'http'])
  })

  test('is a program of this machine only where nothing has passed it on', async () => {
    const server = await open({})
    assert.equal((await ask(server, '127.0.0.1')).isLocal, true)
    assert.equal((await ask(server, '::1')).isLocal, true)
    assert.equal((await ask(server, '10.0.0.1')).isLocal, false)
    for (const headers of [{ 'x-forwarded-for': '127.0.0.1' }, { via: '1.1 proxy' }, { forwarded: 'for=_x' }]) {
      assert.equal((await ask(server, '127.0.0.1', headers)).isLocal, false, JSON.stringify(headers))
    }
    const behind = await open({ trustedProxies: ['127.0.0.1'] })
    assert.equal((await ask(behind, '127.0.0.1')).isLocal, false, 'with a proxy here anybody may come from here')
    assert.equal((await ask(behind, '127.0.0.2')).isLocal, false)
  })

  test('that comes in the clear past the proxy is sent on to HTTPS, or refused (promise: G-91)', async () => {
    const origin = new URL('https://pictures.example.org')
    const server = await open({ origin, onlyByTls: true, trustedProxies: ['10.0.0.1'] })
    const sent = await server.inject({ url: '/who?a=1', remoteAddress: '9.9.9.9' })
    assert.deepEqual([sent.statusCode, sent.headers.location], [308, 'https://pictures.example.org/who?a=1'])
    const posted = await server.inject({ method: 'POST', url: '/who', remoteAddress: '9.9.9.9', payload: {} })
    assert.deepEqual([posted.statusCode, posted.json<{ code: string }>().code], [403, 'https-needed'])
    const forged = await server.inject({
      url: '/who',
      remoteAddress: '9.9.9.9',
      headers: { 'x-forwarded-for': '10.0.0.1', 'x-forwarded-proto': 'https' },
    })
    assert.equal(forged.statusCode, 308)
    const proxied = await server.inject({ url: '/who', remoteAddress: '10.0.0.1' })
    assert.equal(proxied.statusCode, 200, 'the negative control: the proxy is answered')
    assert.match(String(proxied.headers['strict-transport-security']), /^max-age=\d{8}/)
    assert.equal((await server.inject({ url: '/healthz', remoteAddress: '127.0.0.1' })).statusCode, 200)
    assert.equal((await server.inject({ url: '/healthz', remoteAddress: '9.9.9.9' })).statusCode, 308)
  })
})
