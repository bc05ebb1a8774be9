import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import Fastify, { type ConnectionError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { ZodType } from 'zod'
import type { PemPair } from '#platform/certificate'
import type { Chance } from '#platform/chance'
import type { Log, Underway } from '#platform/log'
import { type Metrics, openMetrics } from '#platform/metrics'
import { Refusal } from '#platform/refusal'
import { apiHeaders, strictTransport } from './headers.ts'
import { type Patience, createListener, headMaxBytes, listenOn, renewCertificate, watchStream } from './listener.ts'
import { problemOf } from './problem.ts'
import { isForwarded, isLoopbackAddress, networks, unheardHeaders } from './proxies.rules.ts'
import { httpsNeeded } from './redirect.ts'
import { watchRequests } from './metrics.ts'
import { pathOfTarget, targetProblem } from './target.rules.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Listens on a port; 0 takes a free one. `localhost` is every address of that name. @returns the port */
    open(at: { readonly port: number; readonly host: string }): Promise<number>
    /** Does something to whatever listens for this server, now and when it is opened: `localhost` may be two addresses. */
    eachListener(apply: (listener: Server) => void): void
    /** Gives new connections another certificate. */
    renew(pem: PemPair): void
  }
  interface FastifyRequest {
    /** Whether it comes from a program on this machine and nothing in between has passed it on. */
    readonly isLocal: boolean
  }
}

export type HttpServer = FastifyInstance

export interface HttpOptions {
  readonly log: Log
  readonly metrics?: Metrics
  readonly chance: Chance
  /** Where people reach the site. With https, every answer tells browsers to come by HTTPS only. */
  readonly origin?: URL
  /** Whether plain requests that come past the trusted proxies are sent on to HTTPS. */
  readonly onlyByTls?: boolean
  /** Addresses and networks whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[]
  /** Speak TLS and HTTP/2 with this. */
  readonly pem?: PemPair | undefined
  readonly patience?: Partial<Patience>
  /**
   * A short way past everything else, for what is asked for most: answers a request, fields and all, or leaves it as it
   * is and says so. Only it gives its answers a number; nothing is logged of them.
   */
  readonly shortcut?: Shortcut
  /** Told of every answer past that way: the pattern of its route and how it was answered, nothing of who asked. */
  readonly onAnswered?: (answer: { readonly route: string; readonly method: string; readonly status: number }) => void
}

/** @returns whether it has answered */
export type Shortcut = (request: IncomingMessage, response: ServerResponse, requestId: () => string) => boolean

const jsonBodyMaxBytes = 256 * 1024
const usualPatience: Patience = {
  headersMs: 15_000,
  /**
   * 40 MB at 0.2 Mbit/s. A client that falls silent is ended long before, and one that only drips a file is refused by
   * whoever receives the file.
   */
  requestMs: 30 * 60_000,
  /** A connection that carries an upload may be slow, not silent. */
  idleMs: 30_000,
  keepAliveMs: 72_000,
  handshakeMs: 10_000,
  checkEveryMs: 5_000,
}
/** What may be asked for past the proxy, from this machine: whether all is well. */
const forThisMachine: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

/** What a refusal keeps of the fields that were set before it: its number, HTTPS, and what belongs to 405 and 416. */
const staysWhenRefused: ReadonlySet<string> = new Set([
  ...['x-request-id', 'strict-transport-security', 'allow', 'content-range'],
])

/** Fastify, set up as every machine endpoint here needs it. */
export function openHttp({
  log,
  metrics = openMetrics(),
  chance,
  origin,
  onlyByTls = false,
  trustedProxies = [],
  pem,
  patience: given = {},
  shortcut,
  onAnswered = () => {},
}: HttpOptions): HttpServer {
  const patience = { ...usualPatience, ...given }
  const isTrusted = networks(trustedProxies)
  const proxyIsHere =
    trustedProxies.some((entry) => isLoopbackAddress(entry.split('/', 1)[0])) || isTrusted('127.0.0.1')
  const always = origin?.protocol === 'https:' ? { ...apiHeaders, ...strictTransport } : apiHeaders
  const logged = new WeakMap<object, Underway>()
  const servers: Server[] = []
  const applied: ((listener: Server) => void)[] = []
  /** Requests that a proxy has left its mark on. */
  const passedOn = new WeakSet<object>()
  let newest = pem
  const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { problem, retryAfterSeconds, unexpected } = problemOf(error, request.id)
    if (unexpected) log.error('request failed', { requestId: request.id, route: routeOf(request), error })
    else log.resume(logged.get(request.raw), () => log.note({ code: problem.code }))
    // What was said of the answer that was to be is not true of this one.
    for (const name of Object.keys(reply.getHeaders())) if (!staysWhenRefused.has(name)) reply.removeHeader(name)
    reply.headers(apiHeaders)
    // RFC 9110, 15.5.2: whoever is not let in is told by what they would be.
    if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer')
    // RFC 9110, 15.5.9: whoever was too slow has to begin anew. HTTP/2 knows no such header.
    if (endsConnection(problem) && request.raw.httpVersionMajor === 1) reply.header('Connection', 'close')
    if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(Math.ceil(retryAfterSeconds)))
    return reply
      .status(problem.status)
      .header('Cache-Control', 'no-store')
      .type('application/problem+json')
      .serializer((value: unknown) => JSON.stringify(value))
      .send(problem)
  }
  const refuseUnreadable = unreadableRefuser(always)
  const newRequestId = requestIds(chance)
  let isClosing = false
  /** Over a connection that may not be answered in the clear, nothing goes the short way. */
  const mayBePlain = new WeakMap<Socket, boolean>()
  const isPlainAllowed = (socket: Socket): boolean => {
    const known = mayBePlain.get(socket)
    if (known !== undefined) return known
    const found = !onlyByTls || pem !== undefined || isTrusted(socket.remoteAddress)
    mayBePlain.set(socket, found)
    return found
  }
  const withShortcut = (usual: RequestListener): RequestListener => {
    if (!shortcut) return usual
    return (request, response) => {
      if (isClosing || !isPlainAllowed(request.socket)) return usual(request, response)
      if (!shortcut(request, response, newRequestId)) return usual(request, response)
      if (request.httpVersionMajor === 2) {
        const { stream } = request as unknown as { readonly stream: Parameters<typeof watchStream>[0] }
        watchStream(stream, patience, () => true)
      }
    }
  }
  let make: () => Server = () => {
    throw new Error('not set up')
  }
  const app = Fastify({
    logger: false,
    bodyLimit: jsonBodyMaxBytes,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    genReqId: newRequestId,
    requestIdHeader: false,
    // Believes only what stands to the right of an address it believes, beginning with who connects.
    ...(trustedProxies.length > 0 ? { trustProxy: (address: string) => isTrusted(address) } : {}),
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    clientErrorHandler: refuseUnreadable,
    rewriteUrl: ({ url = '/' }) => (origin ? pathOfTarget(url, origin.host) : url),
    // Before any route is found, so before any hook has run.
    frameworkErrors: (error, request, reply) =>
      void answer(error, request, reply.header('X-Request-Id', request.id).headers(always)),
    serverFactory: (listener) => {
      make = () => {
        const server = createListener(withShortcut(listener), patience, newest)
        servers.push(server)
        return server
      }
      return make()
    },
  })
  app.decorate('open', ({ port, host }: { readonly port: number; readonly host: string }) =>
    listenOn(
      async (address) => {
        await app.listen({ port, host: address })
        return app.server.address() as AddressInfo
      },
      () => {
        const another = make().on('clientError', refuseUnreadable)
        for (const apply of applied) apply(another)
        return another
      },
      host,
    ),
  )
  app.decorate('eachListener', (apply: (listener: Server) => void) => {
    applied.push(apply)
    servers.forEach(apply)
  })
  app.decorate('renew', (next: PemPair) => {
    newest = next
    for (const server of servers) renewCertificate(server, next)
  })
  app.decorateRequest('isLocal', {
    getter(this: FastifyRequest) {
      return !proxyIsHere && isLoopbackAddress(this.raw.socket.remoteAddress) && !passedOn.has(this.raw)
    },
  })
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onClose', async () => {
    for (const server of servers.slice(1)) server.close()
  })
  // The error of the schema as it is, so that the answer can name each field.
  app.setValidatorCompiler<ZodType>(({ schema }) => (data) => {
    const { data: value, error } = schema.safeParse(data)
    return error ? { error } : { value }
  })
  app.setSerializerCompiler(serializerCompiler)

  const requests = watchRequests(metrics)
  // Every line of a request has its number. What is read of a body comes in the time of the connection, not in that of the
  // request, so its time is entered again once the body is there.
  app.addHook('onRequest', (request, reply, done) => {
    requests.began(reply.raw)
    log.during({ requestId: request.id }, () => {
      const underway = log.underway()
      if (underway) logged.set(request.raw, underway)
      done()
    })
  })
  app.addHook('preValidation', (request, _reply, done) => log.resume(logged.get(request.raw), done))
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id).headers(always)
    const { raw } = request
    if (raw.httpVersionMajor === 2) {
      const { stream } = raw as unknown as { readonly stream: Parameters<typeof watchStream>[0] }
      watchStream(stream, patience, () => raw.complete)
    }
    requireClear(request)
    if (isForwarded(raw.headers)) passedOn.add(raw)
    for (const name of Object.keys(raw.headers)) {
      if (unheard.has(name) || name.startsWith('x-vitrine-')) delete raw.headers[name]
    }
    if (onlyByTls && !pem && !isTrusted(raw.socket.remoteAddress)) {
      const isAsked = request.isLocal && forThisMachine.has(request.url.split('?', 1)[0] ?? '')
      if (!isAsked) return sendOn(request, reply, origin)
    }
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const { route = routeOf(request), code } = logged.get(request.raw)?.fields ?? {}
    const durationMs = Math.round(reply.elapsedTime)
    onAnswered({ route, method, status: reply.statusCode })
    requests.answered({ route, method, status: reply.statusCode, code, seconds: reply.elapsedTime / 1000 })
    log.info('answered', { requestId: request.id, method, route, status: reply.statusCode, code, durationMs })
  })
  app.setErrorHandler(answer)
  app.setNotFoundHandler(() => {
    throw new Refusal('not-found', 'nothing-here', 'There is nothing at this address.')
  })
  return app
}

/** The pattern, never the address. A page of the site tells its own. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none'

const requestIdBytes = 12
/** Drawn at once: one by one, drawing takes a twentieth of the time of an answer out of memory. */
const requestIdsAtOnce = 256

/** Numbers of requests, which nobody can guess. */
function requestIds(chance: Chance): () => string {
  let drawn = Buffer.alloc(0)
  let at = 0
  return () => {
    if (at === drawn.length) {
      drawn = Buffer.from(chance.bytes(requestIdBytes * requestIdsAtOnce))
      at = 0
    }
    at += requestIdBytes
    return drawn.toString('base64url', at - requestIdBytes, at)
  }
}

const unheard: ReadonlySet<string> = new Set(unheardHeaders)

/** After these answers the connection ends: what follows on it may be a part of what was refused. */
const endsConnection = ({ code, status }: { readonly code: string; readonly status: number }): boolean =>
  status === 408 || code === 'host-not-clear' || code === 'wrong-host'

/**
 * Refuses what two readers could take for two requests.
 *
 * @throws Refusal `host-not-clear` (400), `headers-too-large` (431), `wrong-host` (421), `target-too-long` (414), `target-not-understood` (400)
 */
function requireClear({ raw }: FastifyRequest): void {
  const url = raw.url ?? ''
  const hosts = raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
  const { host, ':authority': authority } = raw.headers
  if (hosts > 1 || (host !== undefined && authority !== undefined && host !== authority)) {
    throw new Refusal('invalid', 'host-not-clear', 'The request names its host twice. Name it once.', { status: 400 })
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    throw new Refusal('invalid', 'wrong-host', 'The request is for another host than this one.', { status: 421 })
  }
  // Over HTTP/1.1 the parser has looked; over HTTP/2 nothing does until the client has agreed to our limit.
  if (raw.httpVersionMajor === 2 && raw.rawHeaders.join('').length > headMaxBytes) throw headTooLarge()
  const problem = targetProblem(url)
  if (problem === 'target-too-long') {
    throw new Refusal('invalid', 'target-too-long', 'The address is longer than any that is here.', { status: 414 })
  }
  if (problem !== null) {
    throw new Refusal('invalid', 'target-not-understood', 'The address has parts that no address here has.', {
      status: 400,
    })
  }
}

/**
 * Answers a request that came in the clear where only HTTPS is allowed: reading is sent on, anything else is refused,
 * since what it carried has been seen on its way.
 *
 * @throws Refusal `https-needed`
 */
function sendOn(request: FastifyRequest, reply: FastifyReply, origin: URL | undefined): FastifyReply {
  if (!origin || (request.method !== 'GET' && request.method !== 'HEAD')) throw httpsNeeded()
  return reply.header('Cache-Control', 'no-store').redirect(`${origin.origin}${request.url}`, 308)
}
function headTooLarge(): Refusal {
  return new Refusal('invalid', 'headers-too-large', 'The head of the request is too large.', { status: 431 })
}

/** What Node cannot read as a request, by its code. */
const unreadable: Readonly<Record<string, () => Refusal>> = {
  HPE_HEADER_OVERFLOW: headTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: () =>
    new Refusal('invalid', 'request-too-slow', 'The request took too long to arrive.', { status: 408 }),
}
const notHttp = (): Refusal =>
  new Refusal('invalid', 'request-not-understood', 'This is not a request by the rules of HTTP.', { status: 400 })

/** `secureConnecting` is on every socket of TLS; its type does not tell. */
const isShakingHands = (socket: Socket & { readonly secureConnecting?: boolean }): boolean =>
  socket.secureConnecting === true

/** Answers what never became a request, and closes: what follows on such a connection cannot be told apart. */
function unreadableRefuser(headers: Readonly<Record<string, string>>) {
  return (error: ConnectionError, socket: Socket): void => {
    // Without a handshake there is no way to say anything; what was written would wait for it for ever.
    if (error.code === 'ECONNRESET' || !socket.writable || isShakingHands(socket)) {
      socket.destroy()
      return
    }
    const { problem } = problemOf((unreadable[error.code] ?? notHttp)(), '')
    const body = JSON.stringify(problem)
    const head = {
      ...headers,
      'Content-Type': 'application/problem+json',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'no-store',
      Connection: 'close',
    }
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`)
  }
}
