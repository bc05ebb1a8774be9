import { type Logger, pino } from 'pino'

/** One line an event. Fields are those of `LogFields` and no others. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
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
  readonly attempt?: number
  readonly code?: string
  readonly count?: number
  readonly sizeBytes?: number
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
  'attempt',
  'code',
  'count',
  'sizeBytes',
  'error',
] as const satisfies readonly (keyof LogFields)[]

/** What every line has besides. */
export const lineFieldNames = ['level', 'time', 'msg'] as const

/** Only what is declared, and errors reduced to what an operator needs. */
function declaredOnly(fields: LogFields | undefined): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name of logFieldNames) {
    const value = fields?.[name]
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
  return {
    debug: (message, fields) => to.debug(declaredOnly(fields), message),
    info: (message, fields) => to.info(declaredOnly(fields), message),
    warn: (message, fields) => to.warn(declaredOnly(fields), message),
    error: (message, fields) => to.error(declaredOnly(fields), message),
  }
}

const levelByName = (label: string) => ({ level: label })
