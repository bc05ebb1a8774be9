import { type Server, createServer } from 'node:http'
import { Refusal } from '#platform/refusal'
import { headMaxBytes } from './listener.ts'
import { problemOf } from './problem.ts'
import { pathOfTarget, targetProblem } from './target.rules.ts'

/**
 * The plain port of a site that is reached by HTTPS: reading is sent on to the same path there (308), anything else is
 * refused, since what it carried has been seen on its way. It looks at nothing but the method and the path, and every
 * connection ends with its answer.
 */
export function openRedirect(origin: URL): Server {
  const server = createServer(
    { headersTimeout: 5_000, requestTimeout: 5_000, connectionsCheckingInterval: 2_000, maxHeaderSize: headMaxBytes },
    (request, response) => {
      // No Strict-Transport-Security: it does not count on a plain connection (RFC 6797, 7.2).
      const path = pathOfTarget(request.url ?? '', request.headers.host ?? '')
      const isReading = request.method === 'GET' || request.method === 'HEAD'
      response.setHeader('Connection', 'close').setHeader('Cache-Control', 'no-store')
      if (!isReading) {
        response.writeHead(403, { 'Content-Type': 'application/problem+json' })
        response.end(JSON.stringify(problemOf(httpsNeeded(), '').problem))
      } else if (targetProblem(path) !== null) {
        response.writeHead(400).end()
      } else {
        response.writeHead(308, { Location: `${origin.origin}${path}` }).end()
      }
    },
  )
  server.setTimeout(5_000)
  server.keepAliveTimeout = 1
  return server
}

/** Said to whoever sends something in the clear: what it carried has been seen on its way. */
export const httpsNeeded = (): Refusal =>
  new Refusal('forbidden', 'https-needed', 'This site is reached by HTTPS only. Use an address with https://')
