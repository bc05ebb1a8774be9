import { AsyncLocalStorage } from 'node:async_hooks'
import { type Logger, pino } from 'pino'

/** One line an event. Fields are those of `LogFields` and no others. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** Does work whose every line carries these fields, beside those of the work around it. */
  during<Out>(fields: LogFields, work: () => Out): Out
  /** Adds to the fields of the work that is under way. */
  note(fields: LogFields): void
  /** The fields of the work that is under way. */
  current(): LogFields
  /** Goes on with work that was under way, where a callback has come from elsewhere. */
  resume<Out>(underway: Underway | undefined, work: () => Out): Out
  /** The work that is under way, to be gone on with. */
  underway(): Underway | undefined
}

/** Work that is under way, and the fields that its lines carry. */
export interface Underway {
  readonly fields: LogFields
}

/** Every field a line may carry besides level, time and message. Declared in `stores.ts`. */
export interface LogFields {
  readonly requestId?: string
  /** The pattern of a route, never the address asked for. */
  readonly route?: string
  readonly method?: string
  readonly status?: number
  readonly durationMs?: number
  readonly job?: string
  /** The number that the queue gave to a piece of work. */
  readonly jobId?: string | undefined
  /** Of the work that queued other work. */
  readonly byJobId?: string | undefined
  readonly attempt?: number
  readonly code?: string | undefined
  readonly count?: number
  readonly sizeBytes?: number
  /** A query, its values as $1, $2, … and texts in it left out. */
  readonly sql?: string
  readonly pixels?: number
  readonly format?: string
  /** How long each part of some work took, in milliseconds. */
  readonly stages?: Readonly<Record<string, number>>
  /** What went wrong, for the operator: name, message and stack. */
  readonly error?: unknown
}

export const logFieldNames = [
  'requestId',
  'route',
  'method',
  'status',
  'durationMs',
  'job',
  'jobId',
  'byJobId',
  'attempt',
  'code',
  'count',
  'sizeBytes',
  'sql',
  'pixels',
  'format',
  'stages',
  'error',
] as const satisfies readonly (keyof LogFields)[]

/** What every line has besides. */
export const lineFieldNames = ['level', 'time', 'msg'] as const

/** Only what is declared, and errors reduced to what an operator needs. */
function declaredOnly(fields: LogFields): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name of logFieldNames) {
    const value = fields[name]
    if (value === undefined) continue
    result[name] = name === 'error' ? errorFields(value) : value
  }
  return result
}

/** A database error carries the row in `detail`; only its code, message and stack are kept. */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an Error', type: typeof error }
  const code = (error as { code?: unknown }).code
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause) }),
  }
}

export interface LogOptions {
  readonly level: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Where lines go; standard error unless told. */
  readonly destination?: { write(line: string): void }
}

export function openLog({ level, destination }: LogOptions): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: levelByName } }
  const to: Logger = destination ? pino(options, destination) : pino(options, pino.destination({ fd: 2, sync: true }))
  const underway = new AsyncLocalStorage<{ fields: LogFields }>()
  const current = (): LogFields => underway.getStore()?.fields ?? {}
  const line = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) => {
    if (to.isLevelEnabled(level)) to[level](declaredOnly({ ...current(), ...fields }), message)
  }
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    during: (fields, work) => underway.run({ fields: { ...current(), ...fields } }, work),
    note(fields) {
      const store = underway.getStore()
      if (store) store.fields = { ...store.fields, ...fields }
    },
    current,
    resume: (work, go) => (work ? underway.run(work, go) : go()),
    underway: () => underway.getStore(),
  }
}

const levelByName = (label: string) => ({ level: label })
