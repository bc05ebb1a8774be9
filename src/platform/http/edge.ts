import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'

/** Fields by which a request says who sends it. */
const fieldsOfSomebody: ReadonlySet<string> = new Set(['cookie', 'authorization', 'proxy-authorization'])

type AnyRequest = Pick<IncomingMessage | Http2ServerRequest, 'url' | 'headers' | 'rawHeaders'>

/**
 * Takes from requests for addresses where nobody is anybody what says who asks, before anything else has seen it: as the
 * first listener of the server, in front of every route and every short way to the bytes.
 *
 * Call it last, once all other listeners are there.
 *
 * @param server of HTTP/1 or HTTP/2
 * @param nobodys what such addresses begin with, a slash first: `/i`, `/tag.js`
 */
export function dropAtEdge(server: EventEmitter, nobodys: readonly string[]): void {
  server.prependListener('request', (request: AnyRequest) => {
    if (leadsTo(request.url ?? '/', nobodys)) forgetSender(request)
  })
}

/**
 * In the list as it came, from which Node makes the others when they are asked for, and in the one that is read. The
 * list keeps its length, which Node has counted.
 */
function forgetSender(request: AnyRequest): void {
  const { rawHeaders } = request
  let isSaid = false
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!fieldsOfSomebody.has((rawHeaders[at] ?? '').toLowerCase())) continue
    rawHeaders[at + 1] = ''
    isSaid = true
  }
  // To most requests nothing is said, and for those Node need not make the list that is read.
  if (isSaid) for (const name of fieldsOfSomebody) delete request.headers[name]
}

/**
 * Pure: whether any reading of an address that a server, a proxy or a browser may have leads to one of these: as it is
 * spelled, with what is encoded in it decoded, with doubled slashes, backslashes and dots put right. Rather one too many:
 * an address that is spelled so is none of our pages.
 */
export function leadsTo(target: string, places: readonly string[]): boolean {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i, '').replace(/[?#].*$/s, '')
  let reading = path
  // Thrice: nothing on the way decodes more often, and each time makes it shorter.
  for (let times = 0; times <= 3; times += 1) {
    if (begins(reading, places) || begins(withoutDots(reading), places)) return true
    const decoded = decode(reading)
    if (decoded === reading) return false
    reading = decoded
  }
  return false
}

const begins = (path: string, places: readonly string[]): boolean => {
  const plain = path.replace(/[\\/]+/g, '/').toLowerCase()
  return places.some((place) => plain === place || plain.startsWith(`${place}/`))
}

function withoutDots(path: string): string {
  const parts: string[] = []
  for (const part of path.split(/[\\/]+/)) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** Byte by byte, so that a part that is no UTF-8 does not keep the rest from being read. */
const decode = (path: string): string =>
  path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
