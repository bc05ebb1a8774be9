import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import * as z from 'zod'

/** The parts that a process may play. One process plays all of them by default. */
export const roles = ['site', 'wire', 'worker'] as const
export type Role = (typeof roles)[number]

const text = z.string().trim().min(1)

/**
 * Every setting there is: its parser, and what the operator reads about it in docs/generated/config.md.
 * An empty variable counts as absent.
 */
export const settings = {
  PORT: {
    parse: z.coerce.number().int().min(0).max(65535).default(3000),
    about: 'TCP port. 0 takes any free one.',
    otherwise: '3000',
  },
  BIND: {
    parse: text.optional(),
    about: 'Address to listen on.',
    otherwise: 'localhost only while ORIGIN is on loopback, every address otherwise',
  },
  ORIGIN: {
    parse: z.url({ protocol: /^https?$/ }).optional(),
    about: 'The address under which people reach the site, for example https://pictures.example.org',
    otherwise: 'http://localhost:PORT',
  },
  TLS_CERT: {
    parse: text.optional(),
    about:
      'PEM file of the certificate with its chain, to serve HTTPS and HTTP/2 on PORT. Read again when it changes, without a restart.',
    otherwise: 'HTTP on PORT; a public site then needs a proxy with TLS in TRUSTED_PROXIES',
  },
  TLS_KEY: {
    parse: text.optional(),
    about: 'PEM file of the private key of TLS_CERT, without a passphrase.',
    otherwise: 'as above',
  },
  HTTP_PORT: {
    parse: z.coerce.number().int().min(0).max(65535).optional(),
    about: 'A second TCP port, without TLS, that does nothing but send browsers on to ORIGIN (308). For example 80.',
    otherwise: 'no such port',
  },
  TRUSTED_PROXIES: {
    parse: z
      .string()
      .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
      .pipe(z.array(z.string().refine(isNetwork, { error: 'Give addresses like 10.0.0.7 or 10.0.0.0/24' })))
      .default([]),
    about:
      'Addresses or networks of the proxies in front, separated by commas. Only they are believed when X-Forwarded-For names a client; every other forwarding header is ignored from everybody.',
    otherwise: 'nobody is believed: a client is who connects',
  },
  METRICS_TOKEN: {
    parse: z
      .string()
      .regex(/^[\x21-\x7e]{16,200}$/, { error: 'Give at least 16 characters, no spaces' })
      .optional(),
    about: 'Whoever sends it as a bearer token may read /metrics from anywhere.',
    otherwise: 'only programs on this machine may, and with a trusted proxy on this machine nobody',
    secret: true,
  },
  VITRINE_HOME: {
    parse: text.default('./.vitrine'),
    about: 'The data folder: database, pictures, outbox, secrets.',
    otherwise: './.vitrine',
  },
  DATABASE_URL: {
    // Not `z.url`: without a host it names a socket, postgres://USER@/NAME?host=FOLDER, which URLs do not know.
    parse: text
      .regex(/^postgres(ql)?:\/\/[^\s#]+$/, { error: 'Give an address like postgres://user:password@host:5432/name' })
      .optional(),
    about: 'A PostgreSQL (15 or newer) to use instead of the embedded one.',
    otherwise: 'the embedded PostgreSQL under VITRINE_HOME',
    secret: true,
  },
  VITRINE_KEYS: {
    parse: text.optional(),
    about: 'File of the master keys. Keep it apart from the data folder: whoever has both can read sealed values.',
    otherwise: 'VITRINE_HOME/keys.json',
  },
  VITRINE_ROLES: {
    parse: z
      .string()
      .default(roles.join(','))
      .transform((list) => list.split(',').map((role) => role.trim()))
      .pipe(z.array(z.enum(roles)).nonempty()),
    about: `What this process does, separated by commas: ${roles.join(', ')}.`,
    otherwise: 'all of them',
  },
  VITRINE_DEMO: {
    parse: z
      .enum(['0', '1'])
      .default('0')
      .transform((flag) => flag === '1'),
    about: '1 loads the demo world when the library is empty.',
    otherwise: '0',
  },
  SMTP_URL: {
    parse: z.url({ protocol: /^smtps?$/ }).optional(),
    about:
      'The mail server to send by, for example smtps://user:password@mail.example.org. TLS is required off loopback.',
    otherwise: 'mails are put into VITRINE_HOME/outbox, where staff can read them at /staff/outbox',
    secret: true,
  },
  MAIL_FROM: {
    parse: z.email().optional(),
    about: 'The sender of mails.',
    otherwise: 'no-reply@ the host of ORIGIN',
  },
  OPERATOR_NAME: { parse: text.optional(), about: 'Who runs this site.', otherwise: 'not set', publicOnly: true },
  OPERATOR_ADDRESS: {
    parse: text.optional(),
    about: 'Postal address of who runs it.',
    otherwise: 'not set',
    publicOnly: true,
  },
  OPERATOR_PHONE: {
    parse: text.optional(),
    about: 'Telephone number of who runs it.',
    otherwise: 'not set',
    publicOnly: true,
  },
  PRIVACY_COUNSEL: {
    parse: text.optional(),
    about: 'Name and e-mail address of the privacy counsel.',
    otherwise: 'not set',
    publicOnly: true,
  },
  INQUIRY_QUESTIONS: {
    parse: z
      .enum(['0', '1'])
      .default('0')
      .transform((flag) => flag === '1'),
    about:
      '1 asks whoever sends an inquiry for their age in bands, their gender and what they like. Nobody has to answer; it is read as sums over ten people or more at /staff/answers, and never by what chooses ads.',
    otherwise: '0',
  },
  STORAGE_REGION: {
    parse: text.default('United States'),
    about: 'The country in which data are stored; shown at sign-up and at upload.',
    otherwise: 'United States',
  },
  PROMISES_RUN: {
    parse: text.optional(),
    about: 'File with the last full run of the promises, as `npm run check-promises` writes it.',
    otherwise: 'build/promises-run.json beside the program',
  },
  LOG_LEVEL: {
    parse: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
    about: 'How much is logged.',
    otherwise: 'info',
  },
} as const satisfies Record<
  string,
  { parse: z.ZodType; about: string; otherwise: string; secret?: boolean; publicOnly?: boolean }
>

export interface Config {
  readonly port: number
  readonly bind: string
  readonly origin: URL
  /** Whether people elsewhere can reach the site; then more must be true before it starts. */
  readonly isPublic: boolean
  /** PEM files, absolute. Undefined: plain HTTP, on loopback or behind a proxy. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined
  /** A second port that only sends browsers on to the origin. */
  readonly httpPort: number | undefined
  /** Addresses and networks whose word on the client's address counts. */
  readonly trustedProxies: readonly string[]
  readonly metricsToken: string | undefined
  /** Absolute path of the data folder. */
  readonly home: string
  readonly databaseUrl: string | undefined
  readonly keysFile: string
  /** Whether the keys lie outside the data folder, so that a copy of one is useless without the other. */
  readonly keysApart: boolean
  readonly roles: ReadonlySet<Role>
  readonly demo: boolean
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly operator: {
    readonly name: string | undefined
    readonly address: string | undefined
    readonly phone: string | undefined
    readonly privacyCounsel: string | undefined
    readonly region: string
  }
  /** Whether an inquiry asks for age, gender and what somebody likes. */
  readonly inquiryQuestions: boolean
  /** Absolute path of the last full run of the promises, where it is not beside the program. */
  readonly promisesRunFile: string | undefined
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
}

/** A setting that cannot be used. The message names the variable and says what to do. */
export class ConfigProblem extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'ConfigProblem'
    this.problems = problems
  }
}

/** An address, or a network in the notation of RFC 4632. One that holds everybody is no network to trust. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  if (bits === undefined) return true
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '[::1]' ||
  (isIP(host) === 4 && host.startsWith('127.'))

const inside = (file: string, folder: string): boolean => file === folder || file.startsWith(folder + '/')

/**
 * Reads the environment once into a frozen object.
 *
 * @param environment as `process.env`
 * @param folder what relative paths are relative to, absolute
 * @throws ConfigProblem naming every variable that is wrong or missing
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const given = Object.fromEntries(Object.keys(settings).map((name) => [name, environment[name]?.trim() || undefined]))
  const shape = z.object({
    PORT: settings.PORT.parse,
    BIND: settings.BIND.parse,
    ORIGIN: settings.ORIGIN.parse,
    TLS_CERT: settings.TLS_CERT.parse,
    TLS_KEY: settings.TLS_KEY.parse,
    HTTP_PORT: settings.HTTP_PORT.parse,
    TRUSTED_PROXIES: settings.TRUSTED_PROXIES.parse,
    METRICS_TOKEN: settings.METRICS_TOKEN.parse,
    VITRINE_HOME: settings.VITRINE_HOME.parse,
    DATABASE_URL: settings.DATABASE_URL.parse,
    VITRINE_KEYS: settings.VITRINE_KEYS.parse,
    VITRINE_ROLES: settings.VITRINE_ROLES.parse,
    VITRINE_DEMO: settings.VITRINE_DEMO.parse,
    SMTP_URL: settings.SMTP_URL.parse,
    MAIL_FROM: settings.MAIL_FROM.parse,
    OPERATOR_NAME: settings.OPERATOR_NAME.parse,
    OPERATOR_ADDRESS: settings.OPERATOR_ADDRESS.parse,
    OPERATOR_PHONE: settings.OPERATOR_PHONE.parse,
    PRIVACY_COUNSEL: settings.PRIVACY_COUNSEL.parse,
    INQUIRY_QUESTIONS: settings.INQUIRY_QUESTIONS.parse,
    STORAGE_REGION: settings.STORAGE_REGION.parse,
    PROMISES_RUN: settings.PROMISES_RUN.parse,
    LOG_LEVEL: settings.LOG_LEVEL.parse,
  })
  const parsed = shape.safeParse(given)
  if (!parsed.success) {
    throw new ConfigProblem(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]) as keyof typeof settings
        return `${name}: ${issue.message}. ${settings[name].about}`
      }),
    )
  }
  const env = parsed.data
  const origin = new URL(env.ORIGIN ?? `http://localhost:${env.PORT}`)
  const isPublic = !isLoopback(origin.hostname)
  const home = resolve(folder, env.VITRINE_HOME)
  const keysFile = env.VITRINE_KEYS ? resolve(folder, env.VITRINE_KEYS) : join(home, 'keys.json')
  const keysApart = !inside(keysFile, home)

  const problems: string[] = []
  if (origin.pathname !== '/' || origin.search || origin.hash || origin.username) {
    problems.push('ORIGIN: give scheme, host and port only, for example https://pictures.example.org')
  }
  problems.push(...transportProblems(origin, isPublic, env))
  if (isPublic) {
    const required = { OPERATOR_NAME: 1, OPERATOR_ADDRESS: 1, OPERATOR_PHONE: 1, PRIVACY_COUNSEL: 1 } as const
    for (const name of Object.keys(required) as (keyof typeof required)[]) {
      if (!env[name]) problems.push(`${name}: required for a public site. ${settings[name].about}`)
    }
    if (!keysApart) problems.push(`VITRINE_KEYS: a public site keeps its keys outside ${home}. Name a file elsewhere.`)
  }
  if (problems.length > 0) throw new ConfigProblem(problems)

  return Object.freeze({
    port: env.PORT,
    bind: env.BIND ?? (isPublic ? '::' : 'localhost'),
    origin,
    isPublic,
    tls:
      env.TLS_CERT && env.TLS_KEY
        ? Object.freeze({ certFile: resolve(folder, env.TLS_CERT), keyFile: resolve(folder, env.TLS_KEY) })
        : undefined,
    httpPort: env.HTTP_PORT,
    trustedProxies: Object.freeze(env.TRUSTED_PROXIES),
    metricsToken: env.METRICS_TOKEN,
    home,
    databaseUrl: env.DATABASE_URL,
    keysFile,
    keysApart,
    roles: new Set(env.VITRINE_ROLES),
    demo: env.VITRINE_DEMO,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? `no-reply@${origin.hostname}`,
    operator: Object.freeze({
      name: env.OPERATOR_NAME,
      address: env.OPERATOR_ADDRESS,
      phone: env.OPERATOR_PHONE,
      privacyCounsel: env.PRIVACY_COUNSEL,
      region: env.STORAGE_REGION,
    }),
    inquiryQuestions: env.INQUIRY_QUESTIONS,
    promisesRunFile: env.PROMISES_RUN ? resolve(folder, env.PROMISES_RUN) : undefined,
    logLevel: env.LOG_LEVEL,
  })
}

interface TransportSettings {
  readonly PORT: number
  readonly TLS_CERT?: string | undefined
  readonly TLS_KEY?: string | undefined
  readonly HTTP_PORT?: number | undefined
  readonly TRUSTED_PROXIES: readonly string[]
}

/** Pure: why what people send and get would not be protected on its way (promise G-91). */
function transportProblems(origin: URL, isPublic: boolean, env: TransportSettings): readonly string[] {
  const problems: string[] = []
  const isSecure = origin.protocol === 'https:'
  const hasTls = env.TLS_CERT !== undefined && env.TLS_KEY !== undefined
  if (isPublic && !isSecure) {
    problems.push(
      `ORIGIN: a public site is reached by HTTPS only. Write https://${origin.host}, and set TLS_CERT and TLS_KEY, or TRUSTED_PROXIES behind a proxy that has the certificate.`,
    )
  }
  if (env.TLS_CERT !== undefined && env.TLS_KEY === undefined) {
    problems.push(`TLS_KEY: required beside TLS_CERT. ${settings.TLS_KEY.about}`)
  }
  if (env.TLS_KEY !== undefined && env.TLS_CERT === undefined) {
    problems.push(`TLS_CERT: required beside TLS_KEY. ${settings.TLS_CERT.about}`)
  }
  if (hasTls && !isPublic && !isSecure) {
    problems.push(`ORIGIN: with TLS_CERT the site is reached by HTTPS. Write https://${origin.host}`)
  }
  if (isPublic && isSecure && !hasTls && env.TRUSTED_PROXIES.length === 0) {
    problems.push(
      'TLS_CERT: a public site needs TLS. Set TLS_CERT and TLS_KEY, or name the proxy that has the certificate in TRUSTED_PROXIES, for example 127.0.0.1',
    )
  }
  if (env.HTTP_PORT !== undefined && !isSecure) {
    problems.push('HTTP_PORT: it sends browsers on to HTTPS, so ORIGIN must begin with https://')
  }
  if (env.HTTP_PORT !== undefined && env.HTTP_PORT !== 0 && env.HTTP_PORT === env.PORT) {
    problems.push('HTTP_PORT: PORT has this number already. Give another.')
  }
  return problems
}
