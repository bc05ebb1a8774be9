import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { fieldsOf } from './address-kinds.ts'
import type { Ctx } from '#platform/context'
import type { HttpServer } from '#platform/http'
import { Refusal } from '#platform/refusal'

/**
 * `/metrics`, for whoever holds METRICS_TOKEN, and without it for programs on this machine. To everybody else there is
 * nothing here.
 */
export function addMetrics(server: HttpServer, { config, metrics }: Ctx): void {
  server.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!request.isLocal && !holdsToken(request, config.metricsToken)) {
      throw new Refusal('not-found', 'nothing-here', 'There is nothing at this address.')
    }
    const { contentType, text } = await metrics.read()
    return reply.headers(fieldsOf('figures')).type(contentType).send(text)
  })
}

/** Compared by their hashes, so that how long it takes says nothing of how much is right. */
function holdsToken({ headers }: FastifyRequest, token: string | undefined): boolean {
  const [, given] = /^Bearer +(\S{1,200})$/i.exec(headers.authorization ?? '') ?? []
  if (token === undefined || given === undefined) return false
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(token))
}
