import type { Socket } from 'node:net'
import Fastify, { type ConnectionError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { ZodType } from 'zod'
import type { Chance } from '#platform/chance'
import type { Log } from '#platform/log'
import { Refusal } from '#platform/refusal'
import { apiHeaders } from './headers.ts'
import { problemOf } from './problem.ts'

export type HttpServer = FastifyInstance

export interface HttpOptions {
  readonly log: Log
  readonly chance: Chance
  /**
   * How long a client may take to send its whole request. Default 30 minutes: 40 MB at 0.2 Mbit/s. One that falls
   * silent is ended long before, and one that only drips a file is refused by whoever receives the file.
   */
  readonly requestTimeoutMs?: number
}

const jsonBodyMaxBytes = 256 * 1024
const headersTimeoutMs = 15_000
/** A connection that carries an upload may be slow, not silent. */
const idleSocketMs = 30_000

/** What a refusal keeps of the fields that were set before it: its number, and what belongs to 405 and 416. */
const staysWhenRefused: ReadonlySet<string> = new Set(['x-request-id', 'allow', 'content-range'])

/** Fastify, set up as every machine endpoint here needs it. */
export function openHttp({ log, chance, requestTimeoutMs = 30 * 60_000 }: HttpOptions): HttpServer {
  const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { problem, retryAfterSeconds, unexpected } = problemOf(error, request.id)
    if (unexpected)
      log.error('request failed', { requestId: request.id, route: request.routeOptions.url ?? 'none', error })
    // What was said of the answer that was to be is not true of this one.
    for (const name of Object.keys(reply.getHeaders())) if (!staysWhenRefused.has(name)) reply.removeHeader(name)
    reply.headers(apiHeaders)
    // RFC 9110, 15.5.2: whoever is not let in is told by what they would be.
    if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer')
    // RFC 9110, 15.5.9: whoever was too slow has to begin anew.
    if (problem.status === 408) reply.header('Connection', 'close')
    if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(Math.ceil(retryAfterSeconds)))
    return reply
      .status(problem.status)
      .header('Cache-Control', 'no-store')
      .type('application/problem+json')
      .serializer((value: unknown) => JSON.stringify(value))
      .send(problem)
  }
  const app = Fastify({
    logger: false,
    bodyLimit: jsonBodyMaxBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    genReqId: () => chance.bytes(12).toString('base64url'),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    clientErrorHandler: refuseUnreadable,
    // Before any route is found, so before any hook has run.
    frameworkErrors: (error, request, reply) =>
      void answer(error, request, reply.header('X-Request-Id', request.id).headers(apiHeaders)),
    http: { headersTimeout: headersTimeoutMs, maxHeaderSize: 16 * 1024 },
  })
  app.server.setTimeout(idleSocketMs)
  // The error of the schema as it is, so that the answer can name each field.
  app.setValidatorCompiler<ZodType>(({ schema }) => (data) => {
    const { data: value, error } = schema.safeParse(data)
    return error ? { error } : { value }
  })
  app.setSerializerCompiler(serializerCompiler)

  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id).headers(apiHeaders)
  })
  app.addHook('onResponse', async (request, reply) => {
    log.info('answered', {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    })
  })
  app.setErrorHandler(answer)
  app.setNotFoundHandler(() => {
    throw new Refusal('not-found', 'nothing-here', 'There is nothing at this address.')
  })
  return app
}

/** What Node cannot read as a request, by its code. */
const unreadable: Readonly<Record<string, () => Refusal>> = {
  HPE_HEADER_OVERFLOW: () =>
    new Refusal('invalid', 'headers-too-large', 'The head of the request is too large.', { status: 431 }),
  ERR_HTTP_REQUEST_TIMEOUT: () =>
    new Refusal('invalid', 'request-too-slow', 'The request took too long to arrive.', { status: 408 }),
}
const notHttp = (): Refusal =>
  new Refusal('invalid', 'request-not-understood', 'This is not a request by the rules of HTTP.', { status: 400 })

/** Answers what never became a request, and closes: what follows on such a connection cannot be told apart. */
function refuseUnreadable(this: unknown, error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { problem } = problemOf((unreadable[error.code] ?? notHttp)(), '')
  const body = JSON.stringify(problem)
  const head = {
    ...apiHeaders,
    'Content-Type': 'application/problem+json',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    Connection: 'close',
  }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`)
}
