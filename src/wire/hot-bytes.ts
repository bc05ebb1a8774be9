import type { IncomingMessage, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { Notices } from '#platform/db'
import { type Metrics, counter, gauge } from '#platform/metrics'

/** What is remembered in all, and of one file. A page of the gallery is some forty files of 5 to 60 kB. */
const maxBytes = 64 * 1024 * 1024
export const hotBytesMax = 256 * 1024
/** What the fields of an answer and the keeping itself weigh, about. */
const overheadBytes = 2 * 1024

/** What was answered with, without what differs in every answer. */
export interface HotAnswer {
  /** Its strong tag, in quotes. */
  readonly etag: string
  /** Names in lower case. */
  readonly fields: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Given before a picture is looked at: what is found then may be kept only if it is still true when it is kept. */
export interface Ticket {
  readonly time: number
}

/** How often answers came out of memory, and what lies there. For figures; nothing of it tells who asked for what. */
export interface HotCounts {
  readonly answered: number
  /** Of these, by 304. */
  readonly unchanged: number
  readonly kept: number
  readonly sizeBytes: number
}

export interface HotBytes {
  /**
   * Answers what lies in memory: GET and HEAD of a whole file. Everything else (ranges, signed addresses, a request that
   * must be looked at twice) is left to the routes.
   *
   * @param requestId makes the number of the request, where it is answered
   * @returns whether it was answered
   */
  answer(request: IncomingMessage, response: ServerResponse, requestId: () => string): boolean
  /** Null where this process does not hear what others tell, and so must not remember. */
  ticket(): Ticket | null
  /** Remembers an answer, unless anything was told since the ticket was given. @param idText `img_…` */
  keep(ticket: Ticket | null, url: string, idText: string, answer: HotAnswer): void
  counts(): HotCounts
}

interface Entry {
  readonly idText: string
  readonly answer: HotAnswer
  readonly unchanged: Readonly<Record<string, string>>
}

/**
 * Public bytes that are asked for again and again, in memory, under their address.
 *
 * What is remembered is let go of when its picture changes: at once in the process that changes it, in every other when
 * it hears of it, and a process that does not hear answers nothing from here.
 *
 * @param changed the notice that a picture may not be public any more
 */
export function openHotBytes({ notices, changed }: { readonly notices: Notices; readonly changed: string }): HotBytes {
  const urlsOf = new Map<string, Set<string>>()
  const cache = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    sizeCalculation: ({ answer }) => answer.body.length + overheadBytes,
    dispose: ({ idText }, url) => {
      const urls = urlsOf.get(idText)
      urls?.delete(url)
      if (urls?.size === 0) urlsOf.delete(idText)
    },
  })
  let time = 0
  let answered = 0
  let unchanged = 0

  notices.on(changed, (idText) => {
    time += 1
    for (const url of [...(urlsOf.get(idText) ?? [])]) cache.delete(url)
  })
  notices.onGap(() => {
    time += 1
    cache.clear()
  })

  return {
    answer(request, response, requestId) {
      const { method, url = '' } = request
      if ((method !== 'GET' && method !== 'HEAD') || !notices.hears()) return false
      const entry = cache.get(url)
      if (!entry) return false
      const tag = tagOfPlainRequest(request)
      if (tag === undefined || (tag !== null && tag !== entry.answer.etag)) return false
      answered += 1
      if (tag === null) {
        const { fields, body } = entry.answer
        response.writeHead(200, { ...fields, 'x-request-id': requestId() })
        if (method === 'GET') response.end(body)
        else response.end()
      } else {
        unchanged += 1
        response.writeHead(304, { ...entry.unchanged, 'x-request-id': requestId() })
        response.end()
      }
      return true
    },
    ticket: () => (notices.hears() ? { time } : null),
    keep(ticket, url, idText, answer) {
      if (ticket?.time !== time || answer.body.length > hotBytesMax || !notices.hears()) return
      const { 'content-type': _type, 'content-length': _length, ...about } = answer.fields
      cache.set(url, { idText, answer, unchanged: about })
      const urls = urlsOf.get(idText) ?? new Set()
      urlsOf.set(idText, urls.add(url))
    },
    counts: () => ({ answered, unchanged, kept: cache.size, sizeBytes: cache.calculatedSize }),
  }
}

/**
 * The tag that a request names as what it has, null where it names none; undefined where there is more to it than that:
 * a range, a body, more than one host, several tags.
 */
function tagOfPlainRequest({ rawHeaders, httpVersionMajor }: IncomingMessage): string | null | undefined {
  let tag: string | null = null
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    // Only names of these lengths matter, and no browser sends many of them.
    const name = rawHeaders[at] as string
    if (!lengthsOfWhatMatters.has(name.length)) continue
    switch (name.toLowerCase()) {
      case 'host':
      case ':authority':
        hosts += 1
        break
      case 'if-none-match':
        if (tag !== null) return undefined
        tag = rawHeaders[at + 1] as string
        break
      case 'range':
      case 'expect':
      case 'upgrade':
      case 'content-length':
      case 'transfer-encoding':
        return undefined
    }
  }
  return hosts === 1 || (hosts === 0 && httpVersionMajor === 1) ? tag : undefined
}

const lengthsOfWhatMatters: ReadonlySet<number> = new Set(
  ['host', ':authority', 'if-none-match', 'range', 'expect', 'upgrade', 'content-length', 'transfer-encoding'].map(
    ({ length }) => length,
  ),
)

const hotAnswers = counter('vitrine_wire_hot_answers_total', 'Answers with bytes out of memory.', {
  status: ['200', '304'],
})
const hotSize = gauge('vitrine_wire_hot_bytes', 'What lies in memory to be answered.')

/** Has them looked at whenever figures are read. */
export function watchHotBytes(metrics: Metrics, hot: HotBytes): void {
  metrics.watch(hotAnswers, () => {
    const { answered, unchanged } = hot.counts()
    return [
      { labels: { status: '200' }, value: answered - unchanged },
      { labels: { status: '304' }, value: unchanged },
    ]
  })
  metrics.watch(hotSize, () => [{ labels: {}, value: hot.counts().sizeBytes }])
}
