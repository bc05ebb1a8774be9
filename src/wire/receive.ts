import { Transform } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { limits } from '#library/ingest'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Staged } from '#platform/storage'

/** What a form held: its fields, and its files on disk and not yet anybody's. */
export interface Received {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly Staged[]
}

/** A sender slower than this, after a while to get going, holds a connection for nothing. */
const slowestBytesPerSecond = 2_000
const graceMs = 20_000

/** Passes bytes on and ends a sender that only drips. Measures; does not decide by the time of day. */
function pace(): Transform {
  const began = performance.now()
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      const seconds = (performance.now() - began) / 1000
      if (seconds * 1000 > graceMs && bytes / seconds < slowestBytesPerSecond) {
        done(
          new Refusal('invalid', 'upload-too-slow', 'The upload was too slow. Try again on a better connection.', {
            status: 408,
          }),
        )
        return
      }
      done(null, chunk)
    },
  })
}

/**
 * Reads a multipart form; files go to disk as they come, never into memory.
 *
 * @throws Refusal where a file is too large, a field is not UTF-8 or comes twice, or the connection is cut; then
 * nothing stays on disk
 */
export async function receiveForm(ctx: Ctx, request: FastifyRequest): Promise<Received> {
  if (!request.isMultipart()) {
    throw new Refusal(
      'invalid',
      'media-type-not-understood',
      'Send the file as multipart/form-data, in a field named “file”.',
      {
        status: 415,
      },
    )
  }
  const fields: Record<string, string> = {}
  const files: Staged[] = []
  try {
    for await (const part of request.parts({ limits: { fileSize: limits.maxBytes + 1 } })) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file') throw unknownField(part.fieldname)
        const staged = await ctx.storage.receive(part.file.compose(pace()), { maxBytes: limits.maxBytes })
        files.push(staged)
      } else {
        fields[part.fieldname] = fieldText(part.fieldname, part.value, part.fieldname in fields)
      }
    }
    return { fields, files }
  } catch (error) {
    await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
    throw cutShort(error)
  }
}

const unknownField = (name: string): Refusal =>
  new Refusal('invalid', 'fields-not-understood', 'Files come in a field named “file”.', {
    fields: { [name]: 'not known' },
  })

function fieldText(name: string, value: unknown, again: boolean): string {
  if (typeof value !== 'string') throw unknownField(name)
  if (again) {
    throw new Refusal('invalid', 'fields-not-understood', 'A field was sent twice.', {
      fields: { [name]: 'sent twice' },
    })
  }
  // The parser puts U+FFFD where bytes are not UTF-8; nobody types it.
  if (value.includes('\uFFFD') || name.includes('\uFFFD')) {
    throw new Refusal('invalid', 'field-not-utf8', 'A field is not valid UTF-8 text. Send the form as UTF-8.')
  }
  return value
}

/** A connection that was cut, or a form that stops in the middle, is the sender's trouble and not ours. */
function cutShort(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || /Unexpected end/.test(String(message))) {
    return new Refusal(
      'invalid',
      'upload-cut-short',
      'The upload ended before the file was complete. Please send it again.',
      {
        status: 400,
      },
    )
  }
  return error
}
