import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendBytes } from '../bytes.ts'

/** Answers with a text that is the same for everybody; who has it already is told so. */
export function sendOpenText(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, contentType }: { readonly body: string | Buffer; readonly contentType: string },
  fields: Readonly<Record<string, string>>,
): FastifyReply {
  const bytes = Buffer.from(body)
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return sendBytes(request, reply, { sizeBytes: bytes.length, contentType, etag }, fields, (range) =>
    Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
  )
}
