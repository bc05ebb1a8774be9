import { STATUS_CODES } from 'node:http'
import { ZodError } from 'zod'
import { Refusal } from '#platform/refusal'
import { isDiskFull, storageFull } from '#platform/storage'

/** RFC 9457. `code` is the stable one; `type` names it as an address. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly fields?: Readonly<Record<string, string>>
}

export interface ProblemAnswer {
  readonly problem: Problem
  readonly retryAfterSeconds?: number
  /** Whether this is a bug or an outage, to be logged and counted; a refusal is not. */
  readonly unexpected: boolean
}

/** Pure: what to answer to an error thrown on the way. */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  const refusal = asRefusal(error)
  if (refusal) {
    return {
      problem: {
        type: `/problems#${refusal.code}`,
        title: STATUS_CODES[refusal.status] ?? 'Refused',
        status: refusal.status,
        code: refusal.code,
        detail: refusal.message,
        ...(refusal.fields ? { fields: refusal.fields } : {}),
      },
      ...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
      unexpected: false,
    }
  }
  return {
    problem: {
      type: '/problems#unexpected',
      title: 'Internal Server Error',
      status: 500,
      code: 'unexpected',
      detail: `Something went wrong on our side. If it stays, tell the operator this number: ${requestId}`,
    },
    unexpected: true,
  }
}

/** What the frameworks at the edge throw, as refusals of ours; null for a bug. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof ZodError) {
    const fields: Record<string, string> = {}
    for (const issue of error.issues) fields[issue.path.join('.') || 'body'] ??= issue.message
    return new Refusal('invalid', 'fields-not-understood', 'Some fields are missing or not understood.', { fields })
  }
  // Wherever it was noticed: also the database may have found no room.
  if (isDiskFull(error)) return storageFull()
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown }
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return null
  return (
    fastifyRefusals[String(code)]?.() ??
    new Refusal('invalid', 'request-not-understood', 'The request is not understood.', { status: statusCode })
  )
}

const fastifyRefusals: Readonly<Record<string, () => Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new Refusal('invalid', 'request-too-large', 'The request is too large.', { status: 413 }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new Refusal('invalid', 'media-type-not-understood', 'Send JSON, or multipart/form-data for files.', {
      status: 415,
    }),
  FST_REQ_FILE_TOO_LARGE: () =>
    new Refusal('invalid', 'file-too-large', 'The file is larger than what is taken here.', { status: 413 }),
  FST_INVALID_MULTIPART_CONTENT_TYPE: () =>
    new Refusal('invalid', 'media-type-not-understood', 'Send the file as multipart/form-data.', { status: 415 }),
  FST_PROTO_VIOLATION: () =>
    new Refusal('invalid', 'fields-not-understood', 'The form has a field whose name is not taken.'),
  FST_INVALID_JSON_FIELD_ERROR: () =>
    new Refusal('invalid', 'fields-not-understood', 'A field says that it is JSON and is not. Send fields as text.'),
  FST_FIELDS_LIMIT: () => new Refusal('invalid', 'too-many-fields', 'The form has too many fields.', { status: 413 }),
  FST_PARTS_LIMIT: () => new Refusal('invalid', 'too-many-fields', 'The form has too many parts.', { status: 413 }),
  FST_FILES_LIMIT: () => new Refusal('invalid', 'too-many-files', 'Send fewer files at once.', { status: 413 }),
}
