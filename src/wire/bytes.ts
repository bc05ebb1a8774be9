import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fresh from 'fresh'
import parseRange from 'range-parser'
import * as z from 'zod'
import { fieldsOf } from './address-kinds.ts'
import { type HotBytes, type Ticket, hotBytesMax } from './hot-bytes.ts'
import type { WiredHouse } from './wired-house.ts'
import type { HttpServer } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { bearerOf, sessionOf } from './who.ts'

const Signed = z.object({ until: z.coerce.number().int().optional(), sig: z.string().max(100).optional() })
const Download = z.object({ size: z.string().max(10).optional(), format: z.string().max(10).optional() })

const hidden = { schema: { hide: true } } as const

interface Bytes {
  readonly sizeBytes: number
  readonly contentType: string
  readonly etag: string
}

interface StoredBytes extends Bytes {
  readonly hash: string
}

/** `/i/{id}-{version}/{width}.{format}` and `/download/{id}`. */
export function addBytes(server: HttpServer, house: WiredHouse, hot: HotBytes): void {
  const { ctx } = house

  server.get<{ Params: { idAndVersion: string; file: string } }>(
    '/i/:idAndVersion/:file',
    hidden,
    async (request, reply) => {
      const { idAndVersion, file } = request.params
      const place = /^(img_[0-9a-z]{1,60})-(\d{1,9})$/.exec(idAndVersion)
      const rendition = /^(\d{1,5})\.([a-z.]{3,10})$/.exec(file)
      const [, idText, version] = place ?? []
      const [, width, extension] = rendition ?? []
      const format = house.variants.formatOf(extension ?? '')
      if (!idText || !version || !width || !format) throw noSuchBytes()
      const { until, sig } = Signed.parse(request.query)
      const ticket = hot.ticket()
      const bytes = await house.images.openImageBytes(ctx, {
        idText,
        version: Number(version),
        width: Number(width),
        format,
        ...(until === undefined ? {} : { until }),
        ...(sig === undefined ? {} : { sig }),
      })
      const fields = fieldsOf(bytes.isOpen ? 'open bytes' : 'signed bytes')
      if (bytes.isOpen && bytes.sizeBytes <= hotBytesMax && isWholeGet(request)) {
        return sendHot(house, hot, ticket, { idText, request, reply, bytes, fields })
      }
      return sendStored(house, request, reply, bytes, fields)
    },
  )

  server.get<{ Params: { id: string } }>('/download/:id', hidden, async (request, reply) => {
    const { id } = request.params
    const { size, format } = Download.parse(request.query)
    // A private picture is its owner's, who is known by a key or by the session.
    const actor = request.headers.authorization ? await bearerOf(house, request) : await sessionOf(house, request)
    const download = await house.images.openDownload(
      ctx,
      actor,
      house.images.DownloadInput.parse({ id, ...(size ? { size } : {}), ...(format ? { format } : {}) }),
    )
    return sendStored(house, request, reply, download, {
      ...fieldsOf('download'),
      'Content-Disposition': `attachment; filename="${download.fileName}"`,
    })
  })
}

const noSuchBytes = (): Refusal => new Refusal('not-found', 'image-not-found', 'There is no such picture.')

/** A whole file at its plain address: what can be answered from memory the next time. */
const isWholeGet = ({ method, headers, raw }: FastifyRequest): boolean =>
  method === 'GET' &&
  headers.range === undefined &&
  headers['if-none-match'] === undefined &&
  !(raw.url ?? '').includes('?')

interface HotOccasion {
  readonly idText: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly bytes: StoredBytes
  readonly fields: Readonly<Record<string, string>>
}

/** Answers with a small open file, and remembers the answer as it is. */
async function sendHot(
  house: WiredHouse,
  hot: HotBytes,
  ticket: Ticket | null,
  { idText, request, reply, bytes, fields }: HotOccasion,
): Promise<FastifyReply> {
  const body = await buffer(house.ctx.storage.read(bytes.hash))
  reply
    .headers({ ...fields, ETag: bytes.etag, 'Accept-Ranges': 'bytes', 'Content-Length': String(body.length) })
    .type(bytes.contentType)
  const { 'x-request-id': _ofThisOne, ...said } = reply.getHeaders() as Record<string, string>
  hot.keep(ticket, request.raw.url ?? '', idText, { etag: bytes.etag, fields: said, body })
  return reply.send(body)
}

/** Answers with a file of the store. */
function sendStored(
  house: WiredHouse,
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: StoredBytes,
  fields: Readonly<Record<string, string>>,
): FastifyReply {
  return sendBytes(request, reply, bytes, fields, (range) => house.ctx.storage.read(bytes.hash, range))
}

/** Answers with bytes: conditional (RFC 9110 13), one range (14), HEAD. @param read all of them, or a part */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Bytes,
  fields: Readonly<Record<string, string>>,
  read: (range?: { readonly start: number; readonly end: number }) => Readable,
): FastifyReply {
  // Only the tag decides: a client's `no-cache` asks to be told whether its copy is good, and this is the origin.
  const { 'if-none-match': tag } = request.headers
  const about = { ...fields, ETag: bytes.etag, 'Accept-Ranges': 'bytes' }
  if (tag !== undefined && fresh({ 'if-none-match': tag }, { etag: bytes.etag })) {
    // Without an empty stream the answer to HEAD would say that the picture has no bytes (RFC 9110, 8.6).
    return reply
      .headers(about)
      .status(304)
      .send(request.method === 'HEAD' ? Readable.from([]) : undefined)
  }

  const { range: asked, 'if-range': ifRange } = request.headers
  // A range of anything but GET does not count.
  const isAsked = request.method === 'GET' && (ifRange === undefined || ifRange === bytes.etag)
  const ranges = asked === undefined || !isAsked ? -2 : parseRange(bytes.sizeBytes, asked, { combine: true })
  if (ranges === -1) {
    reply.header('Content-Range', `bytes */${bytes.sizeBytes}`)
    throw new Refusal('invalid', 'range-not-satisfiable', `There are ${bytes.sizeBytes} bytes.`, { status: 416 })
  }
  reply.headers(about).type(bytes.contentType)
  // Several ranges at once, or another unit: the whole picture is a correct answer.
  const range = ranges !== -2 && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined
  if (range) {
    reply
      .status(206)
      .header('Content-Range', `bytes ${range.start}-${range.end}/${bytes.sizeBytes}`)
      .header('Content-Length', range.end - range.start + 1)
  } else {
    reply.header('Content-Length', bytes.sizeBytes)
  }
  // An empty stream keeps the length that is set; an empty answer would set it to 0.
  if (request.method === 'HEAD') return reply.send(Readable.from([]))
  return reply.send(read(range))
}
