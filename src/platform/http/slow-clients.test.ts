import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2'
import { type Socket, connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { systemChance } from '#platform/chance'
import { type HttpServer, type Patience, openHttp } from '#platform/http'
import { openLog } from '#platform/log'
import { type TestCertificate, makeCertificate } from '#test/certificates'

/* The limits of the product are 5 to 30 seconds; here they are a fraction of one, and everything else is the same. */
const patience: Partial<Patience> = { headersMs: 400, requestMs: 900, idleMs: 500, checkEveryMs: 50, handshakeMs: 400 }
/** Far longer than any of them: who is still connected then was not ended. */
const longMs = 8_000

/** Writes pieces with a pause between them until the other side closes, and gives what it said. */
async function drip(
  socket: Socket,
  pieces: Iterable<string>,
  everyMs: number,
): Promise<{ heard: string; ended: boolean }> {
  let heard = ''
  let ended = false
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
  socket.on('error', () => {})
  socket.on('close', () => (ended = true))
  const until = performance.now() + longMs
  for (const piece of pieces) {
    if (ended || performance.now() > until) break
    socket.write(piece)
    await sleep(everyMs)
  }
  while (!ended && performance.now() < until) await sleep(20)
  socket.destroy()
  return { heard, ended }
}
function* forever(piece: string): Generator<string> {
  for (;;) yield piece
}
function* after1(first: string, rest: Iterable<string>): Generator<string> {
  yield first
  yield* rest
}

const log = openLog({ level: 'silent' })
let heard = 0
const addRoutes = (server: HttpServer): void => {
  server.post('/echo', async (request) => request.body)
  server.get('/alive', async () => 'alive')
  server.get('/heard', async () => `${++heard}`)
}

describe('slow clients over HTTP/1.1', () => {
  let server: HttpServer
  let port: number
  before(async () => {
    server = openHttp({ log, chance: systemChance, patience })
    addRoutes(server)
    port = await server.open({ port: 0, host: '127.0.0.1' })
  })
  after(() => server.close())
  const dial = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return socket
  }
  const isAlive = async (): Promise<void> => {
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/alive`)).text(), 'alive')
  }
  const post = 'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'

  test('that drip a head are told so and ended', async () => {
    const { heard, ended } = await drip(await dial(), after1('GET /alive HTTP/1.1\r\n', forever('X')), 50)
    assert.ok(ended)
    assert.match(heard, /^HTTP\/1\.1 408 [^]*request-too-slow/)
    await isAlive()
  })

  test('that drip lines of a head are ended', async () => {
    const { heard, ended } = await drip(
      await dial(),
      after1('GET /alive HTTP/1.1\r\nHost: a\r\n', forever('X-A: b\r\n')),
      50,
    )
    assert.ok(ended)
    assert.match(heard, /^HTTP\/1\.1 408 /)
  })

  test('that drip a body for longer than a request may take are ended', async () => {
    const { ended } = await drip(await dial(), after1(`${post}Content-Length: 1000\r\n\r\n`, forever('1')), 60)
    assert.ok(ended)
    await isAlive()
  })

  test('that drip chunks without end are ended', async () => {
    const { ended } = await drip(
      await dial(),
      after1(`${post}Transfer-Encoding: chunked\r\n\r\n`, forever('1\r\n1\r\n')),
      60,
    )
    assert.ok(ended)
  })

  test('that fall silent are ended: before they say anything, in a head, in a body', async () => {
    for (const said of ['', 'GET /alive HTTP/1.1\r\nHost:', `${post}Content-Length: 1000\r\n\r\n[1`]) {
      const { ended } = await drip(await dial(), said ? [said] : [], 0)
      assert.ok(ended, JSON.stringify(said))
    }
    await isAlive()
  })

  test('hold up nobody: with two hundred of them others are answered', async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, dial))
    for (const socket of sockets) socket.on('error', () => {}).write('GET /alive HTTP/1.1\r\nHost: a\r\nX: ')
    await isAlive()
    await Promise.all(sockets.map((socket) => drip(socket, [], 0).then(({ ended }) => assert.ok(ended))))
  })

  test('are not those that are quick: a connection goes on from one request to the next', async () => {
    const socket = await dial()
    let heard = ''
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    for (let times = 0; times < 6; times++) {
      socket.write('GET /alive HTTP/1.1\r\nHost: a\r\n\r\n')
      await sleep(200)
    }
    assert.equal(heard.match(/HTTP\/1\.1 200/g)?.length, 6)
    socket.destroy()
  })
})

describe('slow clients over TLS and HTTP/2', () => {
  let server: HttpServer
  let port: number
  let certificate: TestCertificate
  before(async () => {
    certificate = await makeCertificate()
    const pem = { cert: Buffer.from(certificate.cert), key: Buffer.from(certificate.key) }
    server = openHttp({ log, chance: systemChance, patience, pem })
    addRoutes(server)
    port = await server.open({ port: 0, host: '127.0.0.1' })
  })
  after(() => server.close())
  const dial = async (): Promise<ClientHttp2Session> => {
    const session = connectHttp2(`https://127.0.0.1:${port}`, { ca: certificate.cert })
    session.on('error', () => {})
    await once(session, 'connect')
    return session
  }
  const isAlive = async (): Promise<void> => {
    const session = await dial()
    const stream = session.request({ ':path': '/alive' })
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>]
    assert.equal(headers[':status'], 200)
    session.destroy()
  }
  const json = { ':method': 'POST', ':path': '/echo', 'content-type': 'application/json' }

  test('that do not shake hands are ended', async () => {
    const silent = connect(port, '127.0.0.1')
    const half = connect(port, '127.0.0.1')
    const [one, other] = await Promise.all([drip(silent, [], 0), drip(half, ['\x16\x03\x01\x02\x00\x01'], 0)])
    assert.deepEqual([one.ended, other.ended], [true, true])
  })

  test('that drip a head by HTTP/1.1 are ended', async () => {
    const socket = connectTls({ port, host: '127.0.0.1', ca: certificate.cert, ALPNProtocols: ['http/1.1'] })
    await once(socket, 'secureConnect')
    const { heard, ended } = await drip(socket, after1('GET /alive HTTP/1.1\r\n', forever('X')), 50)
    assert.ok(ended)
    assert.match(heard, /^HTTP\/1\.1 408 /)
  })

  test('whose stream falls silent lose the stream, however much they ping', async () => {
    const session = await dial()
    const stream = session.request(json)
    stream.on('error', () => {})
    stream.write('[1')
    const pings = setInterval(() => !session.destroyed && session.ping(() => {}), 100)
    await Promise.race([once(stream, 'close'), sleep(longMs)])
    clearInterval(pings)
    assert.ok(stream.closed)
    assert.equal(stream.rstCode, 8, 'cancelled')
    session.destroy()
    await isAlive()
  })

  test('whose stream drips for longer than a request may take lose it', async () => {
    const session = await dial()
    const stream = session.request(json)
    stream.on('error', () => {})
    const drops = setInterval(() => !stream.destroyed && stream.write('1'), 60)
    await Promise.race([once(stream, 'close'), sleep(longMs)])
    clearInterval(drops)
    assert.ok(stream.closed)
    session.destroy()
  })

  test('that open streams only to reset them are heard no longer after some hundreds; others are', async () => {
    const session = await dial()
    heard = 0
    for (let opened = 0; opened < 3_000 && !session.destroyed; opened++) {
      const stream = session.request({ ':path': '/heard' })
      stream.on('error', () => {})
      stream.close(8)
      // Time for the streams to leave: what is closed before is never sent.
      if (opened % 50 === 49) await sleep(1)
    }
    session.destroy()
    assert.ok(heard > 50, `they arrive: ${heard}`)
    assert.ok(heard < 1_000, `${heard}`)
    await isAlive()
  })

  test('that open more streams at once than are allowed get the rest refused', async () => {
    const session = await dial()
    await once(session, 'remoteSettings').catch(() => {})
    assert.equal(session.remoteSettings.maxConcurrentStreams, 100)
    assert.equal(session.remoteSettings.maxHeaderListSize, 16 * 1024)
    session.destroy()
  })

  test('whose head is too large are refused', async () => {
    const session = await dial()
    const stream = session.request({ ':path': '/alive', 'x-a': 'x'.repeat(40_000) })
    stream.on('error', () => {})
    const outcome = await Promise.race([
      once(stream, 'response').then(([headers]) => Number((headers as Record<string, unknown>)[':status'])),
      once(stream, 'close').then(() => 'closed'),
    ])
    assert.ok(outcome === 431 || outcome === 'closed', String(outcome))
    session.destroy()
    await isAlive()
  })
})
