import { execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { PostgresProblem } from './problem.ts'
import { type Wrap, findWrap } from './wrap.ts'

export { PostgresProblem } from './problem.ts'

export interface Postgres {
  readonly connection: {
    readonly host: string
    readonly port: number
    readonly user: string
    readonly password: string
  }
  /** Whether another process had started it; then it stays when this one stops. */
  readonly joined: boolean
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** The data folder; the cluster lies in `pg18` below it. */
  readonly home: string
  /** Server settings on top of ours. Tests turn fsync off here. */
  readonly settings?: Readonly<Record<string, string>>
  /** Told what takes long. */
  readonly say?: (line: string) => void
}

export const majorVersion = '18'
/** Only names the socket file; nothing listens on TCP. */
const port = 5432
const user = 'vitrine'
const patienceMs = 30_000
const watchMs = 250

/** One running server: ours, or one that another process started. */
interface Running {
  readonly pid: number
  readonly joined: boolean
  stop(): Promise<void>
}

/**
 * Starts the cluster of a data folder, or joins the one that runs there.
 *
 * The process that started it takes it along when it ends. Whoever had joined notices within a quarter of a second and
 * starts it again, so that a command that ends first never takes the database from a server that began later.
 *
 * @throws PostgresProblem where the folder is of another version, cannot be written, or PostgreSQL does not come up
 */
export async function startPostgres({ home, settings = {}, say = () => {} }: PostgresOptions): Promise<Postgres> {
  const bin = findBinaries()
  const wrap = findWrap()
  const data = join(home, `pg${majorVersion}`)
  const sockets = socketFolder(home)
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    mkdirSync(sockets, { recursive: true, mode: 0o700 })
    chmodSync(sockets, 0o700)
  } catch (error) {
    throw new PostgresProblem(`The data folder ${home} cannot be written. Set VITRINE_HOME to one that can.`, {
      cause: error,
    })
  }
  const password = await makeCluster({ bin, wrap, data, home, say })
  const place: Place = { bin, wrap, data, home, sockets, settings }

  let running = await bringUp(place)
  let stopping = false
  const watch = setInterval(() => {
    if (stopping || !running.joined || lives(running.pid, data)) return
    clearInterval(watch)
    void bringUp(place).then(
      async (next) => {
        running = next
        if (stopping) await running.stop()
      },
      // The pool reports what fails from here on; the next start tells why.
      () => {},
    )
  }, watchMs)
  watch.unref()

  return {
    connection: { host: sockets, port, user, password },
    joined: running.joined,
    async stop() {
      stopping = true
      clearInterval(watch)
      await running.stop()
    },
  }
}

interface Place {
  readonly bin: string
  readonly wrap: Wrap
  readonly data: string
  readonly home: string
  readonly sockets: string
  readonly settings: Readonly<Record<string, string>>
}

async function bringUp({ bin, wrap, data, home, sockets, settings }: Place): Promise<Running> {
  const socket = join(sockets, `.s.PGSQL.${port}`)
  const other = await joinable(data, socket)
  if (other !== null) return { pid: other, joined: true, stop: async () => {} }

  const configuration = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: '64MB',
    dynamic_shared_memory_type: 'mmap',
    jit: 'off',
    log_destination: 'stderr',
    ...settings,
  }
  const args = ['-D', data, '-k', sockets, '-p', String(port)]
  for (const [name, value] of Object.entries(configuration)) args.push('-c', `${name}=${value}`)
  const [program, programArgs] = wrap(join(bin, 'postgres'), args)
  // A session of its own: Ctrl-C at the terminal reaches us, and we stop it in order.
  const child = spawn(program, programArgs, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  let lastWords = ''
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-4000)
  })
  let ended = false
  child.once('error', (error) => {
    lastWords += error.message
    ended = true
  })
  child.once('exit', () => (ended = true))

  for (const until = performance.now() + patienceMs; ; await sleep(10)) {
    if (ended) {
      // Another process may have won the race for the folder.
      const winner = await joinable(data, socket)
      if (winner !== null) return { pid: winner, joined: true, stop: async () => {} }
      throw new PostgresProblem(`${explainEnd(lastWords, home)}\n${lastWords.trim()}`)
    }
    const file = pidFile(data)
    if (file?.ready && file.pid === child.pid && (await answers(socket))) break
    if (performance.now() > until) {
      child.kill('SIGQUIT')
      throw new PostgresProblem(`PostgreSQL did not come up within ${patienceMs / 1000} s.\n${lastWords.trim()}`)
    }
  }
  // It must not keep a process alive that has nothing else to do.
  child.unref()
  ;(child.stderr as unknown as { unref(): void }).unref()
  return {
    pid: child.pid ?? 0,
    joined: false,
    async stop() {
      // SIGINT is a fast stop in order; SIGTERM would wait for every client.
      child.kill('SIGINT')
      for (const until = performance.now() + patienceMs; !ended; await sleep(10)) {
        if (performance.now() > until) child.kill('SIGQUIT')
      }
    },
  }
}

/** What the last lines of PostgreSQL mean for the operator. */
function explainEnd(lastWords: string, home: string): string {
  if (/No space left/i.test(lastWords)) return `The disk of ${home} is full. Make room and start again.`
  if (/Permission denied|wrong ownership|invalid permissions/i.test(lastWords)) {
    return `The data folder ${home} belongs to another user. Start Vitrine as that user, or set VITRINE_HOME.`
  }
  if (/lock file .* already exists|is another postmaster/i.test(lastWords)) {
    return `Another PostgreSQL holds the data folder ${home}. Stop it first, or set VITRINE_HOME to another folder.`
  }
  return 'PostgreSQL did not start.'
}

interface MakeCluster {
  readonly bin: string
  readonly wrap: Wrap
  readonly data: string
  readonly home: string
  readonly say: (line: string) => void
}

/** Makes the cluster where there is none, and returns the password of its only user. */
async function makeCluster({ bin, wrap, data, home, say }: MakeCluster): Promise<string> {
  const passwordFile = join(home, 'pg.secret')
  const versionFile = join(data, 'PG_VERSION')
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim()
    if (version !== majorVersion) {
      throw new PostgresProblem(
        `The database in ${data} was made by PostgreSQL ${version}; this Vitrine brings ${majorVersion}. ` +
          'Start the Vitrine that made it and take a backup, then restore it here.',
      )
    }
    return readFileSync(passwordFile, 'utf8').trim()
  }
  say('making the database')
  // Finished under another name, then renamed: a first start that is killed leaves nothing that looks like a cluster.
  clearUnfinished(home)
  const unfinished = `${data}.new-${process.pid}`
  makePassword(passwordFile)
  const [program, args] = wrap(join(bin, 'initdb'), [
    ...['-D', unfinished, '-U', user, '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums', '--no-instructions'],
  ])
  await new Promise<void>((done, failed) => {
    execFile(program, args, (error, _out, words) => {
      if (error) failed(new PostgresProblem(`${explainEnd(words, home)}\n${words.trim()}`, { cause: error }))
      else done()
    })
  })
  try {
    renameSync(unfinished, data)
  } catch (error) {
    // Two first starts at once: the second finds the folder taken and uses it.
    if (!existsSync(versionFile)) throw error
    rmSync(unfinished, { recursive: true, force: true })
  }
  return readFileSync(passwordFile, 'utf8').trim()
}

/** Written whole under another name first, so that a kill leaves no empty one; of two first starts, one password counts. */
function makePassword(file: string): void {
  const unfinished = `${file}.new-${process.pid}`
  writeFileSync(unfinished, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  try {
    linkSync(unfinished, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished)
  }
}

/** Removes what first starts that were killed left behind. */
function clearUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const maker = /^pg(?:\d+|\.secret)\.new-(\d+)$/.exec(name)?.[1]
    if (maker === undefined) continue
    try {
      process.kill(Number(maker), 0)
    } catch {
      rmSync(join(home, name), { recursive: true, force: true })
    }
  }
}

/** A socket path may have 107 bytes; a deep data folder gets a short one under the temporary folder. */
function socketFolder(home: string): string {
  const own = join(home, 'run')
  if (Buffer.byteLength(join(own, `.s.PGSQL.${port}.lock`)) <= 107) return own
  return join(tmpdir(), `vitrine-${createHash('sha256').update(resolve(home)).digest('hex').slice(0, 16)}`)
}

/** Line 1 of postmaster.pid is the process, line 8 its state. */
function pidFile(data: string): { readonly pid: number; readonly ready: boolean } | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return null
  }
}

/** A process number is used again after a crash; only a postgres of this very folder counts. */
function lives(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0)
    const commandLine = `/proc/${pid}/cmdline`
    return !existsSync('/proc/self/cmdline') || readFileSync(commandLine, 'utf8').includes(data)
  } catch {
    return false
  }
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((done) => {
    const connection = createConnection(socket, () => {
      connection.destroy()
      done(true)
    })
    connection.on('error', () => done(false))
  })

/** Waits while the postgres of this folder is starting or stopping; its process once it answers, null when it is gone. */
async function joinable(data: string, socket: string): Promise<number | null> {
  for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(20)) {
    const file = pidFile(data)
    if (!file || !lives(file.pid, data)) return null
    if (file.ready && (await answers(socket))) return file.pid
  }
  throw new PostgresProblem(`Another PostgreSQL holds ${data} and does not answer. Stop it and start again.`)
}
