import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, mkdtempSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const main = join(root, 'src/cli/main.ts')
const startPatienceMs = 60_000

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The whole product, running as its own process on a data folder of its own. */
export interface Product {
  readonly origin: string
  readonly home: string
  readonly pid: number
  /** What it has said so far. */
  readonly said: () => string
  /** Runs a command of the command line beside it, under another program if one is named. */
  command(args: readonly string[], input?: string, under?: readonly string[]): Promise<Ended>
  /** Stops in order. */
  stop(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** Starts again on the same data folder and port, after `stop` or `kill`. */
  again(): Promise<Product>
  /** Stops, and removes the data folder. */
  remove(): Promise<void>
}

export interface ProductOptions {
  readonly home?: string
  readonly port?: number
  readonly environment?: Readonly<Record<string, string>>
  /** A program, with its arguments, under which the server is started: it must end by becoming what follows it. */
  readonly under?: readonly string[]
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Begun {
  readonly child: ChildProcess
  readonly home: string
  readonly port: number
  readonly origin: string
  readonly environment: Readonly<Record<string, string>>
}

/**
 * A new data folder. With a database of its own it begins as a copy of the seed, where a run of tests has one: making a
 * cluster takes longer than most tests. Whoever tests a first start names a `home`, which is left as it is.
 */
async function newHome(ownDatabase: boolean): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-product-'))
  const seed = process.env['VITRINE_TEST_SEED']
  if (seed !== undefined && ownDatabase) {
    for (const part of ['pg18', 'pg.secret']) {
      await cp(join(seed, part), join(home, part), { recursive: true, mode: constants.COPYFILE_FICLONE })
    }
  }
  return home
}

/** Where Node keeps what it has compiled: a product begins in half the time. */
function compileCache(): Readonly<Record<string, string>> {
  const names = ['NODE_COMPILE_CACHE', 'NODE_COMPILE_CACHE_PORTABLE']
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

async function beginProduct(options: ProductOptions): Promise<Begun> {
  const home = options.home ?? (await newHome(options.environment?.['DATABASE_URL'] === undefined))
  const port = options.port ?? (await freePort())
  const isSecure = options.environment?.['TLS_CERT'] !== undefined
  const origin = `http${isSecure ? 's' : ''}://localhost:${port}`
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    ...compileCache(),
    PORT: String(port),
    VITRINE_HOME: home,
    LOG_LEVEL: 'warn',
    ...(isSecure ? { ORIGIN: origin } : {}),
    ...options.environment,
  }
  const [program = '', ...args] = [...(options.under ?? []), process.execPath, main, 'start']
  const child: ChildProcess = spawn(program, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return { child, home, port, origin, environment }
}

/**
 * Begins a start and kills it with -9 when `moment` is over, ready or not.
 *
 * @returns whether it was ready by then, and what it had said
 */
export async function killWhileStarting(
  options: ProductOptions & { readonly home: string },
  moment: Promise<unknown>,
): Promise<{ readonly wasReady: boolean; readonly said: string }> {
  const { child } = await beginProduct(options)
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const ended = once(child, 'exit')
  await Promise.race([moment, ended])
  child.kill('SIGKILL')
  await ended
  return { wasReady: words.includes('vitrine: ready at'), said: words }
}

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const { child, home, port, origin, environment } = await beginProduct(options)
  let words = ''
  const ended = once(child, 'exit')
  await new Promise<void>((ready, failed) => {
    const tooLate = setTimeout(() => failed(new Error(`not ready in time:\n${words}`)), startPatienceMs)
    child.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString()
      if (!words.includes('vitrine: ready at')) return
      clearTimeout(tooLate)
      ready()
    })
    child.once('exit', (code) => {
      clearTimeout(tooLate)
      failed(new Error(`ended with ${code}:\n${words}`))
    })
  })

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended
  }
  return {
    origin,
    home,
    pid: child.pid ?? 0,
    said: () => words,
    command: (args, input, under) => runCommand(environment, args, input, under),
    stop: () => stop('SIGTERM'),
    kill: () => stop('SIGKILL'),
    again: () => startProduct({ ...options, home, port }),
    async remove() {
      if (child.exitCode === null && child.signalCode === null) await stop('SIGTERM')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Runs `vitrine …` to its end. */
export function runCommand(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  input = '',
  under: readonly string[] = [],
): Promise<Ended> {
  const [program = '', ...rest] = [...under, process.execPath, main, ...args]
  return new Promise((done) => {
    const child = execFile(
      program,
      rest,
      { cwd: root, env: environment, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 3) : 0, stdout, stderr }),
    )
    child.stdin?.end(input)
  })
}
