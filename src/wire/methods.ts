import type { HTTPMethods, RouteOptions } from 'fastify'
import type { HttpServer } from '#platform/http'
import { Refusal } from '#platform/refusal'

/** A route as it was added. */
export interface WireRoute {
  readonly url: string
  readonly methods: readonly string[]
}

const routes = new WeakMap<HttpServer, WireRoute[]>()

/** Notes the routes that are added from here on, so that it can be told which there are. */
export function noteRoutes(server: HttpServer): void {
  const noted: WireRoute[] = []
  routes.set(server, noted)
  server.addHook('onRoute', ({ url, method }: RouteOptions & { readonly url: string }) => {
    noted.push({ url, methods: [method].flat() })
  })
}

/** Every route of a server whose routes are noted. */
export function routesOf(server: HttpServer): readonly WireRoute[] {
  const noted = routes.get(server)
  if (!noted) throw new Error('the routes of this server were not noted')
  return noted
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const satisfies readonly HTTPMethods[]

/**
 * Notes the routes that are added from here on.
 *
 * @returns adds an answer to every other method at the same addresses: 405 with what is allowed (RFC 9110, 15.5.6).
 * Without it they would fall through to the site
 */
export function watchMethods(server: HttpServer): () => void {
  const known = new Map<string, Set<string>>()
  let isWatching = true
  server.addHook('onRoute', ({ url, method }: RouteOptions & { readonly url: string }) => {
    if (!isWatching) return
    const allowed = known.get(url) ?? new Set()
    for (const one of [method].flat()) allowed.add(one)
    known.set(url, allowed)
  })
  return () => {
    isWatching = false
    for (const [url, allowed] of known) {
      const others = methods.filter((method) => !allowed.has(method))
      if (others.length === 0) continue
      server.route({
        url,
        method: others,
        schema: { hide: true },
        // Whatever was sent along is not read.
        onRequest: async (_request, reply) => {
          reply.header('Allow', [...allowed].join(', '))
          throw new Refusal('invalid', 'method-not-allowed', 'This address does not know that method.', { status: 405 })
        },
        handler: () => {},
      })
    }
  }
}

/**
 * Addresses of ours under which nothing is; the site has no pages there either, and a program wants JSON. Those of
 * advertisements are kept free.
 */
export function addDeadEnds(server: HttpServer): void {
  for (const url of ['/api/*', '/i/*', '/c/*', '/download/*', '/ads', '/ads/*', '/tag', '/tag/*']) {
    server.all(url, {
      schema: { hide: true },
      onRequest: async () => {
        throw new Refusal('not-found', 'nothing-here', 'There is nothing at this address.')
      },
      handler: () => {},
    })
  }
}
