import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { pipeline } from 'node:stream/promises'

export interface ProgramOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
}

export interface ProgramEnd {
  /** null when the program is not on this system. */
  readonly exitCode: number | null
  readonly stdout: string
  /** The last lines of what it complained about, for a message. */
  readonly complaint: string
}

/** What to add to a sentence about a failure: what the program said, if anything. */
export function because({ complaint }: ProgramEnd): string {
  return complaint === '' ? '' : ` (${complaint.replace(/\.$/, '')})`
}

const outputCharsMax = 1_000_000
const killAfterMs = 2000

/**
 * Runs a program with an argument array, never through a shell, and waits until it is gone.
 *
 * @throws the reason of the signal, after the program has ended, when it was aborted.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramEnd> {
  options.signal?.throwIfAborted()
  const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const end = await ended(child, options.signal)
  options.signal?.throwIfAborted()
  return end
}

/** Runs two programs, the output of the first being the input of the second; the first failure is the answer. */
export async function runPiped(
  first: readonly [string, readonly string[]],
  second: readonly [string, readonly string[]],
  options: ProgramOptions = {},
): Promise<ProgramEnd> {
  options.signal?.throwIfAborted()
  const source = spawn(first[0], first[1], { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const sink = spawn(second[0], second[1], { cwd: options.cwd, env: options.env, stdio: ['pipe', 'pipe', 'pipe'] })
  // A program that ends early breaks the pipe; its own end says why.
  const flow = pipeline(source.stdout, sink.stdin).catch(() => undefined)
  const [sourceEnd, sinkEnd] = await Promise.all([ended(source, options.signal, true), ended(sink, options.signal)])
  await flow
  options.signal?.throwIfAborted()
  return sinkEnd.exitCode === 0 ? sourceEnd : sinkEnd
}

function ended(child: ChildProcess, signal: AbortSignal | undefined, outputIsTaken = false): Promise<ProgramEnd> {
  let stdout = ''
  let stderr = ''
  if (!outputIsTaken) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < outputCharsMax) stdout += text
    })
  }
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4000)
  })
  let killer: NodeJS.Timeout | undefined
  const stop = () => {
    child.kill('SIGTERM')
    killer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  }
  signal?.addEventListener('abort', stop, { once: true })
  return new Promise<ProgramEnd>((resolve, reject) => {
    const settle = (outcome: () => void) => {
      signal?.removeEventListener('abort', stop)
      clearTimeout(killer)
      outcome()
    }
    child.once('error', (cause: NodeJS.ErrnoException) =>
      settle(() => {
        child.stdin?.destroy()
        if (cause.code === 'ENOENT')
          resolve({ exitCode: null, stdout: '', complaint: 'the program is not on this system' })
        else reject(cause)
      }),
    )
    child.once('close', (code) =>
      settle(() => resolve({ exitCode: code ?? 1, stdout, complaint: stderr.trim().split('\n').slice(-3).join(' ') })),
    )
  })
}
