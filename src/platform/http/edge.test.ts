import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect as connectHttp2, createServer as createHttp2 } from 'node:http2'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { dropAtEdge, leadsTo } from './edge.ts'

const places = ['/i', '/ads', '/tag.js']

/** Spellings of an address of bytes that somebody on the way may read as one. */
const spellings = [
  '/i/img_1-1/320.webp',
  '/i',
  '/i/',
  '/i?x=1',
  '/i/?cookie=/p',
  '//i/x',
  '///i//x',
  '/%69/x',
  '/%2569/x',
  '/%69%2Fx',
  '%2Fi%2Fx',
  '/i%2fx',
  '/I/x',
  '/./i/x',
  '/p/../i/x',
  '/p/%2e%2e/i/x',
  '/p/..%2Fi/x',
  '/i/../settings',
  '/i\\x',
  '\\i\\x',
  'http://localhost/i/x',
  'HTTP://localhost:3000//i/x',
  '/%ff/../i/x',
  '/ads',
  '/ads/v1/decide',
  '/tag.js',
  '/tag.js?v=1',
  '/%74ag.js',
]
const others = [
  '/',
  '/images',
  '/ideas',
  '/adsx',
  '/tag.json',
  '/tags/i',
  '/p/i/x',
  '/search?q=/i/x',
  '/search#/i/',
  'http://localhost/p/i',
  '*',
]

test('every spelling of such an address is told, and no other is taken for one', () => {
  for (const url of spellings) assert.equal(leadsTo(url, places), true, url)
  for (const url of others) assert.equal(leadsTo(url, places), false, url)
})

test('however an address is encoded, doubled or led astray, it is told', () => {
  const letter = (char: string) =>
    fc.constantFrom(char, char.toUpperCase(), ...[1, 2].map((times) => encoded(char, times)))
  const slash = fc.constantFrom('/', '//', '/./', '\\', '/x/../', '/%2e/', '%2f')
  const address = fc.tuple(slash, letter('i'), slash).map((parts) => parts.join(''))
  fc.assert(fc.property(address, (url) => leadsTo(`${url}x`, places)))
})

function encoded(char: string, times: number): string {
  const hex = `%${char.charCodeAt(0).toString(16)}`
  return times === 1 ? hex : hex.replaceAll('%', '%25')
}

test('on the wire: no listener after the edge finds a cookie or a key, however the field is spelled', async () => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    assert.ok(request.url?.includes('/p/x') || !('cookie' in request.headers || 'authorization' in request.headers))
    seen.push(JSON.stringify([request.headers, request.rawHeaders, request.headersDistinct]))
    response.end()
  })
  dropAtEdge(server, places)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const send = async (target: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1')
    const head = [
      ...[`GET ${target} HTTP/1.1`, 'Host: localhost', 'Cookie: a=secret1', 'COOKIE: b=secret2'],
      ...['authorization: Bearer secret3', 'AuthoriZation:secret4', 'X-Stays: yes', 'Connection: close'],
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n`)
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk as Buffer)
    assert.match(Buffer.concat(chunks).toString(), /^HTTP\/1\.1 200/, target)
    return seen.pop() ?? ''
  }
  try {
    // A backslash at the front is no target by the rules of HTTP.
    for (const target of spellings.filter((url) => /^(\/|http)/i.test(url))) {
      const headers = await send(target)
      assert.doesNotMatch(headers, /secret/, target)
      assert.match(headers, /x-stays/i)
    }
    // Negative control: elsewhere they arrive.
    assert.match(await send('/p/x'), /secret1.*secret3/)
  } finally {
    server.close()
  }
})

test('over HTTP/2, where a cookie comes in crumbs, it is the same', async () => {
  const seen: string[] = []
  const server = createHttp2((request, response) => {
    seen.push(JSON.stringify([request.headers, request.rawHeaders]))
    response.end()
  })
  dropAtEdge(server, places)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const send = async (path: string): Promise<string> => {
    const stream = session.request({ ':path': path, cookie: ['a=secret1', 'b=secret2'], authorization: 'secret3' })
    stream.resume()
    await once(stream, 'end')
    return seen.pop() ?? ''
  }
  try {
    for (const path of ['/i/x', '//i/x', '/%69/x', '/ads/v1/decide']) {
      assert.doesNotMatch(await send(path), /secret/, path)
    }
    assert.match(await send('/p/x'), /secret1.*secret2/)
  } finally {
    session.close()
    server.close()
  }
})
