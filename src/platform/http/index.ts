/**
 * The server of machine endpoints: limits, request ids, headers, problem answers, a stop in order.
 *
 * Promises: every answer carries X-Request-Id and the security headers; an expected refusal is RFC 9457 problem JSON
 * with its code; where nobody is anybody, what says who asks is dropped before anything else sees it; anything else is a 500 that tells nothing but the id; a slow or endless request is ended.
 */
export { dropAtEdge } from './edge.ts'
export { type Problem, problemOf } from './problem.ts'
export { apiHeaders, pageHeaders } from './headers.ts'
export { type HttpOptions, type HttpServer, openHttp } from './server.ts'
