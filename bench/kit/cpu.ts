import { spawn, spawnSync } from 'node:child_process'

/** Whether a program is installed. */
export const isInstalled = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0

/**
 * Runs a command to its end and gives the CPU seconds, user and system, that it and every process it waited for took.
 * By the shell's own count: Node cannot ask for that of its children.
 */
export async function cpuSecondsOf(program: string, args: readonly string[]): Promise<number> {
  const child = spawn('bash', ['-c', '"$@" 1>&2; code=$?; times; exit $code', 'bash', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, words] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const code = await new Promise<number | null>((done) => child.on('close', done))
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${words}`)
  // The second line is that of the children: 0m1.234s 0m0.123s
  const children = out.trim().split('\n')[1] ?? ''
  let seconds = 0
  for (const [, minutes, rest] of children.matchAll(/(\d+)m([\d.]+)s/g)) seconds += 60 * Number(minutes) + Number(rest)
  return seconds
}
