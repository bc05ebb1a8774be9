import { once } from 'node:events'
import { type ClientHttp2Session, type OutgoingHttpHeaders, connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'

/** What came back on a stream of HTTP/2. */
export interface Http2Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

/** A session of HTTP/2 with the product. */
export function openHttp2(origin: string, ca: string): ClientHttp2Session {
  const session = connectHttp2(origin, { ca })
  session.on('error', () => {})
  return session
}

/** Asks on a session. */
export async function askHttp2(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body?: Buffer | string,
): Promise<Http2Answer> {
  const stream = session.request(headers, { endStream: body === undefined })
  if (body !== undefined) stream.end(body)
  const [head] = (await once(stream, 'response')) as [Record<string, string>]
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk)
  return { status: Number(head[':status']), headers: head, body: Buffer.concat(chunks) }
}

/** What a handshake of TLS came to: the version, or why it was refused. */
export async function shakeHands(port: number, options: ConnectionOptions): Promise<string> {
  const socket = connectTls({ port, host: 'localhost', servername: 'localhost', ...options })
  try {
    await once(socket, 'secureConnect')
    // With TLS 1.3 a refusal comes after the client believes to be done.
    return socket.getProtocol() ?? 'none'
  } catch (error) {
    return `refused: ${(error as NodeJS.ErrnoException).code}`
  } finally {
    socket.destroy()
  }
}

/** What was said on a connection, and after how long it was closed by the other side; null if it was not. */
export interface Talk {
  readonly heard: string
  readonly closedAfterMs: number | null
}

/** Writes pieces one after the other with a pause, and listens until the other side closes or `patienceMs` pass. */
export async function dripTo(
  port: number,
  pieces: readonly (string | Buffer)[],
  { everyMs = 0, patienceMs = 10_000 } = {},
): Promise<Talk> {
  const socket = connect(port, 'localhost')
  let heard = ''
  let closedAfterMs: number | null = null
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
  socket.on('error', () => {})
  await once(socket, 'connect')
  const began = performance.now()
  const closed = once(socket, 'close').then(() => (closedAfterMs = performance.now() - began))
  const drip = async (): Promise<void> => {
    for (const piece of pieces) {
      if (socket.destroyed) return
      socket.write(piece)
      await sleep(everyMs)
    }
    await sleep(patienceMs)
  }
  await Promise.race([closed, drip()])
  socket.destroy()
  return { heard, closedAfterMs }
}
