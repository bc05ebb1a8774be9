import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import compression from 'compression'
import { siteFallback } from './address-kinds.ts'
import type { WiredHouse } from './wired-house.ts'
import { type HttpServer, pageHeaders, strictTransport } from '#platform/http'

/** What serves the pages: the built handler, or the development server. */
export interface Site {
  readonly serve: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void
  close(): Promise<void>
}

/**
 * The site as the last route, in a scope where nothing reads the body before it.
 *
 * Where the site learns the address it is reached under, and who asks, is decided here and overwrites whatever the
 * request claimed.
 */
export async function addSite(server: HttpServer, house: WiredHouse, site: Site): Promise<void> {
  const { ctx } = house
  const { origin } = ctx.config
  const secure = origin.protocol === 'https:' ? strictTransport : {}
  const fields = Object.entries({ ...pageHeaders, ...siteFallback(), ...secure })
  const compress = compression({ threshold: 1024 }) as unknown as Site['serve']
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.all('/*', { schema: { hide: true } }, (request, reply) => {
      reply.hijack()
      const { raw } = request
      raw.headers['x-vitrine-proto'] = origin.protocol.slice(0, -1)
      raw.headers['x-vitrine-host'] = origin.host
      raw.headers['x-vitrine-address'] = request.ip
      raw.headers['x-vitrine-request-id'] = request.id
      reply.raw.setHeader('X-Request-Id', request.id)
      for (const [name, value] of fields) reply.raw.setHeader(name, value)
      compress(raw, reply.raw, () => {
        site.serve(raw, reply.raw, (error) => {
          if (error) ctx.log.error('the site failed', { requestId: request.id, error })
          if (!reply.raw.headersSent) reply.raw.statusCode = error ? 500 : 404
          reply.raw.end()
        })
      })
    })
  })
  server.addHook('onClose', () => site.close())
}

/** Names of headers in which adapter-node finds what `addSite` put there. Must be set before its handler is imported. */
const siteEnvironment = {
  VITRINE_SITE_PROTOCOL_HEADER: 'x-vitrine-proto',
  VITRINE_SITE_HOST_HEADER: 'x-vitrine-host',
  VITRINE_SITE_ADDRESS_HEADER: 'x-vitrine-address',
  VITRINE_SITE_BODY_SIZE_LIMIT: '256K',
} as const

/** The built site. @param folder the output of the build */
export async function builtSite(folder: string): Promise<Site> {
  Object.assign(process.env, siteEnvironment)
  await readFile(`${folder}/handler.js`).catch((error: unknown) => {
    throw new Error(`The site is not built: ${folder} is missing.`, { cause: error })
  })
  const { handler } = (await import(`file://${folder}/handler.js`)) as { handler: Site['serve'] }
  return { serve: handler, close: async () => {} }
}

/** The site in development: compiled as it is asked for, renewed as files change. */
export async function developmentSite(server: HttpServer): Promise<Site> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    server: { middlewareMode: true, hmr: { server: server.server } },
    appType: 'custom',
  })
  return { serve: (request, response, next) => vite.middlewares(request, response, next), close: () => vite.close() }
}
