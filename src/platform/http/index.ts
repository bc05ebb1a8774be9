/**
 * The server of machine endpoints: limits, request ids, headers, problem answers, a stop in order.
 *
 * Promises: every answer carries X-Request-Id and the security headers; an expected refusal is RFC 9457 problem JSON
 * with its code; where nobody is anybody, what says who asks is dropped before anything else sees it; anything else is a 500 that tells nothing but the id; a slow or endless request is ended. A
 * forwarding header counts only from a trusted proxy; what two readers could take for two requests is refused; with a
 * certificate it speaks TLS 1.2 or newer, HTTP/2 and HTTP/1.1.
 */
export { type Problem, problemOf } from './problem.ts'
export { dropAtEdge } from './edge.ts'
export { apiHeaders, pageHeaders, strictTransport } from './headers.ts'
export type { Patience } from './listener.ts'
export { networks } from './proxies.rules.ts'
export { openRedirect } from './redirect.ts'
export { type HttpOptions, type HttpServer, type Shortcut, openHttp } from './server.ts'
