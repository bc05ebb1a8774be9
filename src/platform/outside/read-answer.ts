import { type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { OutsideProblem } from './outside-problem.ts'

export interface Limits {
  /** How much may come, before it is unpacked and after. */
  readonly bytesMax: number
  /** The types of content that are taken; an answer that names none is taken as `''`. */
  readonly types: readonly string[]
}

export interface Answer {
  readonly status: number
  readonly location: string | null
  readonly contentType: string
  readonly bytes: Buffer
}

/** All names and values of an answer together. What Node itself takes as a server. */
const headerBytesMax = 16_384

/**
 * Asks once over a connection that is open, and reads what comes as far as the limits let. Nothing is told but the
 * address: no cookie, no referrer, no credentials.
 *
 * @throws OutsideProblem `no-answer`, `too-big`, `wrong-type`, `unreadable`
 */
export async function readAnswer({
  url,
  socket,
  limits,
  signal,
}: {
  readonly url: URL
  readonly socket: Socket
  readonly limits: Limits
  readonly signal: AbortSignal
}): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request({
      createConnection: () => socket,
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        'user-agent': 'Vitrine',
        accept: limits.types.filter((type) => type !== '').join(', ') || '*/*',
        'accept-encoding': 'gzip, br',
        connection: 'close',
      },
      maxHeaderSize: headerBytesMax,
      signal,
    })
    asked.once('response', resolve)
    asked.once('upgrade', () => reject(new Error('another protocol')))
    asked.on('error', reject)
    asked.end()
  }).catch((error: { readonly code?: unknown }) => {
    if (error.code === 'HPE_HEADER_OVERFLOW') {
      throw new OutsideProblem('too-big', `The head of the answer of ${url.hostname} is larger than 16 kB.`)
    }
    throw new OutsideProblem('no-answer', `${url.hostname} did not answer as a web server does.`)
  })
  const status = response.statusCode ?? 0
  const contentType = (response.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  const head = { status, location: response.headers.location ?? null, contentType }
  if (status < 200 || status > 299) return { ...head, bytes: Buffer.alloc(0) }
  if (!limits.types.includes(contentType)) {
    const [came, wanted] = [contentType || 'no type', limits.types.filter((type) => type !== '').join(' or ')]
    throw new OutsideProblem('wrong-type', `${url.href} answers with ${came} instead of ${wanted}.`)
  }
  return { ...head, bytes: await readBody(response, url, limits.bytesMax, signal) }
}

async function readBody(response: IncomingMessage, url: URL, bytesMax: number, signal: AbortSignal): Promise<Buffer> {
  const tooBig = new OutsideProblem('too-big', `${url.href} is larger than ${inWords(bytesMax)}.`)
  // Said before a byte of it has come.
  if (Number(response.headers['content-length']) > bytesMax) throw tooBig
  const unpack = unpackerOf(response.headers['content-encoding'], url)
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let sizeBytes = 0
    for await (const chunk of source) {
      sizeBytes += chunk.length
      if (sizeBytes > bytesMax) throw tooBig
      yield chunk
    }
  }
  const chunks: Buffer[] = []
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) chunks.push(chunk)
  }
  try {
    if (unpack) await pipeline(response, counted, unpack, counted, collect, { signal })
    else await pipeline(response, counted, collect, { signal })
  } catch (error) {
    if (error instanceof OutsideProblem) throw error
    throw new OutsideProblem('unreadable', `${url.href} broke off, or is packed in a way that cannot be read.`)
  }
  return Buffer.concat(chunks)
}

/** What unpacks an answer, or null where nothing has to. One layer only: several are nothing but a way to hide a bomb. */
function unpackerOf(encoding: string | undefined, url: URL): Transform | null {
  switch ((encoding ?? 'identity').trim().toLowerCase()) {
    case 'identity':
    case '':
      return null
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      throw new OutsideProblem('unreadable', `${url.href} is packed in a way that was not asked for.`)
  }
}

const inWords = (bytes: number): string =>
  bytes >= 1_000_000 ? `${Math.floor(bytes / 1_000_000)} MB` : `${Math.floor(bytes / 1000)} kB`
