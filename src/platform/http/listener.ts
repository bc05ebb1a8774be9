import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { type RequestListener, type Server, createServer } from 'node:http'
import { type Http2SecureServer, createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { type PemPair, tlsRules } from '#platform/certificate'

/** How long a client may take. Milliseconds. */
export interface Patience {
  /** For the head of a request. */
  readonly headersMs: number
  /** For a whole request. */
  readonly requestMs: number
  /** In silence, on a connection or on one stream of it, while something is under way. */
  readonly idleMs: number
  /** In silence between requests. */
  readonly keepAliveMs: number
  /** For the handshake of TLS. */
  readonly handshakeMs: number
  /** How often the first two are looked after. */
  readonly checkEveryMs: number
}

export const headMaxBytes = 16 * 1024
const streamsMax = 100

/**
 * One listening socket's server: HTTP/1.1, or with a certificate HTTP/2 and HTTP/1.1 over TLS.
 *
 * The limits of HTTP/2 are those against the known floods: streams that are reset as soon as they are opened
 * (CVE-2023-44487), pings and settings that want answers (CVE-2019-9512, 9515), heads without end (CVE-2024-27316,
 * 27983), and sessions that hold memory.
 */
export function createListener(listener: RequestListener, patience: Patience, pem: PemPair | undefined): Server {
  const http1 = {
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    keepAliveTimeout: patience.keepAliveMs,
    connectionsCheckingInterval: patience.checkEveryMs,
    maxHeaderSize: headMaxBytes,
  }
  if (!pem) {
    const server = createServer(http1, listener)
    server.setTimeout(patience.idleMs)
    return server
  }
  const server = createSecureServer({
    ...tlsRules,
    ...http1,
    cert: pem.cert,
    key: pem.key,
    handshakeTimeout: patience.handshakeMs,
    allowHTTP1: true,
    unknownProtocolTimeout: patience.handshakeMs,
    settings: { enablePush: false, maxConcurrentStreams: streamsMax, maxHeaderListSize: headMaxBytes },
    maxHeaderListPairs: 100,
    maxOutstandingPings: 5,
    maxSettings: 16,
    maxSessionMemory: 8,
    maxSessionInvalidFrames: 50,
    maxSessionRejectedStreams: streamsMax,
    streamResetBurst: 200,
    streamResetRate: 20,
  })
  server.on('session', (session) => session.setTimeout(patience.keepAliveMs, () => session.close()))
  server.on('request', listener as unknown as (...args: unknown[]) => void)
  server.setTimeout(patience.idleMs)
  // Node gives both the same methods and events; its types do not say so.
  return server as unknown as Server
}

/** New connections get this certificate; those that are open go on with theirs. */
export function renewCertificate(server: Server, { cert, key }: PemPair): void {
  ;(server as unknown as Http2SecureServer).setSecureContext({ ...tlsRules, cert, key })
}

/**
 * Ends one stream of HTTP/2 that falls silent or does not end: over HTTP/1.1 the server itself watches for both, here it
 * only watches the session, which another stream or a ping keeps awake.
 */
export function watchStream(
  stream: {
    setTimeout(ms: number, done: () => void): void
    close(code: number): void
    once(event: 'close', done: () => void): unknown
  },
  { idleMs, requestMs }: Patience,
  isReceived: () => boolean,
): void {
  const cancel = 8
  stream.setTimeout(idleMs, () => stream.close(cancel))
  const late = setTimeout(() => {
    if (!isReceived()) stream.close(cancel)
  }, requestMs)
  late.unref()
  stream.once('close', () => clearTimeout(late))
}

/** Starts listening. `localhost` means every address of that name, as people and browsers take one or the other. */
export async function listenOn(
  first: (host: string) => Promise<AddressInfo>,
  another: () => Server,
  host: string,
): Promise<number> {
  const addresses = host === 'localhost' ? await lookup(host, { all: true }).catch(() => []) : []
  const [main = host, ...others] = [...new Set(addresses.map(({ address }) => address))]
  const { port } = await first(main)
  for (const address of others) {
    const server = another()
    server.listen({ port, host: address })
    // A machine may name an address that it does not have; one is enough.
    await once(server, 'listening').catch(() => {})
  }
  return port
}
