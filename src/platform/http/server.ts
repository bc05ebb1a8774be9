import Fastify, { type FastifyInstance } from 'fastify'
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
  /** How long a client may take to send its whole request. Default 120 s: 40 MB at 3 Mbit/s. */
  readonly requestTimeoutMs?: number
}

const jsonBodyMaxBytes = 256 * 1024
const headersTimeoutMs = 15_000
/** A connection that carries an upload may be slow, not silent. */
const idleSocketMs = 30_000

/** Fastify, set up as every machine endpoint here needs it. */
export function openHttp({ log, chance, requestTimeoutMs = 120_000 }: HttpOptions): HttpServer {
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
  app.setErrorHandler((error, request, reply) => {
    const { problem, retryAfterSeconds, unexpected } = problemOf(error, request.id)
    if (unexpected)
      log.error('request failed', { requestId: request.id, route: request.routeOptions.url ?? 'none', error })
    // RFC 9110, 15.5.2: whoever is not let in is told by what they would be.
    if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer')
    if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(Math.ceil(retryAfterSeconds)))
    return reply
      .status(problem.status)
      .header('Cache-Control', 'no-store')
      .type('application/problem+json')
      .serializer((value: unknown) => JSON.stringify(value))
      .send(problem)
  })
  app.setNotFoundHandler(() => {
    throw new Refusal('not-found', 'nothing-here', 'There is nothing at this address.')
  })
  return app
}
