import { Refusal, type RefusalKind } from '#platform/refusal'

/** What the parent sends: one task at a time to each child. */
export interface Order {
  readonly id: number
  readonly task: string
  readonly input: unknown
}

/** What a child sends: once that it is ready, then one answer for each order. */
export type Report =
  | { readonly is: 'ready' }
  | { readonly is: 'done'; readonly id: number; readonly out: unknown }
  | { readonly is: 'failed'; readonly id: number; readonly error: SentError }
  | { readonly is: 'out-of-memory'; readonly id: number }

/** An error taken apart: the structured clone of an Error keeps neither its own fields nor its class. */
export interface SentError {
  readonly name: string
  readonly message: string
  readonly stack: string
  /** `code`, `kind`, `status` and whatever else the thrower hung on it, as far as it is plain data. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Every child that leaves because its resident memory went over the limit says so by this exit code. */
export const exitOverMemory = 86

function isPlain(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true
  return (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(isPlain)
  )
}

export function takeApart(thrown: unknown): SentError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const fields = Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)))
  return { name: error.name, message: error.message, stack: error.stack ?? '', fields }
}

/** The error again: a `Refusal` where it was one, else an Error with the same name, message and fields. */
export function putTogether(sent: SentError): Error {
  if (sent.name === 'Refusal') {
    const { kind, code, ...options } = sent.fields
    return new Refusal(kind as RefusalKind, String(code), sent.message, options)
  }
  const error = Object.assign(new Error(sent.message), sent.fields)
  error.name = sent.name
  error.stack = sent.stack
  return error
}

/**
 * Whether an error is the allocator saying no: of V8, of Node's buffers, of libvips or of C++. A task lets such an error
 * pass: the jail makes a `JailBreak` of it.
 */
export function isOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  return (
    (thrown as NodeJS.ErrnoException).code === 'ERR_MEMORY_ALLOCATION_FAILED' ||
    /out of memory|insufficient memory|allocation failed|cannot allocate memory|bad_alloc/i.test(thrown.message)
  )
}
