import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { limits, pictureTooLarge } from '#library/ingest'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Staged } from '#platform/storage'
import { type Pace, keepPace, uploadPace } from './pace.ts'

/** What a form held: its fields, and its files on disk and not yet anybody's. */
export interface Received {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly Staged[]
}

export interface FormOptions {
  readonly filesMax: number
  readonly pace?: Pace
}

/**
 * Reads a multipart form; files go to disk as they come, never into memory, and what they were called is not kept.
 *
 * @throws Refusal where a file is too large or one too many, a field is not UTF-8, too long or comes twice, or the
 * connection is cut; then nothing stays on disk
 */
export async function receiveForm(
  ctx: Ctx,
  request: FastifyRequest,
  { filesMax, pace = uploadPace }: FormOptions,
): Promise<Received> {
  if (!request.isMultipart() || !hasBoundary(request)) {
    throw new Refusal(
      'invalid',
      'media-type-not-understood',
      'Send the file as multipart/form-data, in a field named “file”.',
      { status: 415 },
    )
  }
  const fields = new Map<string, string>()
  const files: Staged[] = []
  try {
    for await (const part of request.parts({ limits: { fileSize: limits.maxBytes + 1 } })) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file') throw fieldRefused(part.fieldname, 'Files come in a field named “file”.')
        if (files.length === filesMax) throw wrongCount(filesMax)
        const paced = keepPace(pace)
        // What goes wrong on either side ends `paced` with it, and so reaches whoever reads that.
        pipeline(part.file, paced).catch(() => {})
        files.push(await ctx.storage.receive(paced, { maxBytes: limits.maxBytes, tooLarge: pictureTooLarge }))
      } else {
        const { fieldname: name, value, valueTruncated } = part
        if (fields.has(name)) throw fieldRefused(name, 'This was sent twice.')
        if (valueTruncated) throw fieldRefused(name, 'This is too long.')
        fields.set(name, fieldText(name, value))
      }
    }
    return { fields: Object.fromEntries(fields), files }
  } catch (error) {
    await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
    // Reads the rest away: a client that is still sending would otherwise never come to read the answer.
    request.raw.resume()
    throw cutShort(error)
  }
}

/** The one file that a request must hold. @throws Refusal `one-file-each` */
export function oneFile([file]: readonly Staged[]): Staged {
  if (!file) throw wrongCount(1)
  return file
}

const wrongCount = (filesMax: number): Refusal =>
  filesMax === 1
    ? new Refusal('invalid', 'one-file-each', 'Send exactly one file in a request, in a field named “file”.')
    : new Refusal('invalid', 'too-many-files', `Send at most ${filesMax} files at once.`, { status: 413 })

const hasBoundary = (request: FastifyRequest): boolean =>
  /;\s*boundary=("[^"]{1,70}"|[^\s";]{1,70})/i.test(request.headers['content-type'] ?? '')

const fieldRefused = (name: string | undefined, reason: string): Refusal =>
  new Refusal('invalid', 'fields-not-understood', 'A field of this form cannot be taken as it is.', {
    fields: { [name ?? 'file']: reason },
  })

function fieldText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw fieldRefused(name, 'Send this as plain text.')
  // The parser puts U+FFFD where bytes are not UTF-8; nobody types it.
  if (value.includes('\uFFFD') || name.includes('\uFFFD')) {
    throw new Refusal('invalid', 'field-not-utf8', 'A field is not valid UTF-8 text. Send the form as UTF-8.')
  }
  return value
}

/** Names that streams and the parser give to a connection that was cut. */
const cutCodes: ReadonlySet<unknown> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'FST_MP_PREMATURE_CLOSE'])

/** A connection that was cut, or a form that stops in the middle, is the sender's trouble and not ours. */
function cutShort(error: unknown): unknown {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  if (!cutCodes.has(code) && !/unexpected end of multipart/i.test(String(message))) return error
  return new Refusal(
    'invalid',
    'upload-cut-short',
    'The upload ended before the file was complete. Please send it again.',
    { status: 400 },
  )
}
