/**
 * An expected "no": the caller can do something about it.
 *
 * Promises: five kinds, a code that never changes, a message that is safe to show and says what to do next.
 * Refuses to know: HTTP beyond the one table that maps a kind to a status. Anything else thrown is a bug.
 */
export type RefusalKind = 'not-found' | 'forbidden' | 'invalid' | 'conflict' | 'too-many'

const statusOfKind: Record<RefusalKind, number> = {
  'not-found': 404,
  forbidden: 403,
  invalid: 422,
  conflict: 409,
  'too-many': 429,
}

export interface RefusalOptions {
  /** A reason for each field of a form, by the name of the field. */
  readonly fields?: Readonly<Record<string, string>>
  /** A more exact HTTP status than that of the kind, for example 413 or 415. */
  readonly status?: number
  /** After how many seconds trying again makes sense. */
  readonly retryAfterSeconds?: number
}

export class Refusal extends Error {
  readonly kind: RefusalKind
  /** Kebab-case, unique in the house, stable: clients rely on it. Listed in docs/generated/refusals.md. */
  readonly code: string
  readonly status: number
  readonly fields: Readonly<Record<string, string>> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(kind: RefusalKind, code: string, message: string, options: RefusalOptions = {}) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.status = options.status ?? statusOfKind[kind]
    this.fields = options.fields
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** What one may not read answers exactly like what does not exist; so both are made here. */
export function notFound(code: string, message: string): Refusal {
  return new Refusal('not-found', code, message)
}
