import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'
import { isInstalled } from './cpu.ts'

export interface Load {
  readonly requestsPerSecond: number
  /** CPU milliseconds of the watched processes for each request. */
  readonly cpuMsPerRequest: number
}

export interface LoadOptions {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** The server: it and all its children are watched. */
  readonly pid: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Which generator puts on the load: wrk takes less of the machine, autocannon is always there. */
export const generator = isInstalled('wrk') ? 'wrk' : 'autocannon'

/** Asks for one address again and again, as fast as the answers come. @throws Error where any answer is not 200 */
export async function load({ url, connections, seconds, pid, headers = {} }: LoadOptions): Promise<Load> {
  const before = cpuMsOf(pid)
  const requests =
    generator === 'wrk'
      ? await byWrk(url, connections, seconds, headers)
      : await byAutocannon(url, connections, seconds, headers)
  return { requestsPerSecond: requests / seconds, cpuMsPerRequest: (cpuMsOf(pid) - before) / requests }
}

async function byAutocannon(
  url: string,
  connections: number,
  duration: number,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const result = await autocannon({ url, connections, duration, headers: { ...headers } })
  const bad = result.non2xx + result.errors + result.timeouts
  if (bad > 0) throw new Error(`${bad} requests for ${url} failed`)
  return result.requests.total
}

async function byWrk(
  url: string,
  connections: number,
  seconds: number,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`]
  for (const [name, value] of Object.entries(headers)) args.push('-H', `${name}: ${value}`)
  // On the core that the server does not have.
  const child = spawn('taskset', ['-c', '1', 'wrk', ...args, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  await new Promise((done) => child.on('close', done))
  if (/Non-2xx|Socket errors: (?!connect 0, read 0, write 0, timeout 0)/.test(out)) throw new Error(`${url}:\n${out}`)
  const requests = Number(/(\d+) requests in/.exec(out)?.[1])
  if (!requests) throw new Error(`wrk measured nothing:\n${out}`)
  return requests
}

const ticksPerSecond = 100

/** CPU milliseconds that a process and those that live under it have taken. Children that ended count too. */
function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // After the name in brackets: utime, stime, cutime, cstime are the fields 14 to 17 of proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
  return (1000 * ticks) / ticksPerSecond + childrenOf(pid).reduce((sum, child) => sum + cpuMsOf(child), 0)
}

/** The processes that a process has started and that live. */
export function childrenOf(pid: number): readonly number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
