import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { JailBreak } from './jail-break.ts'
import { exitOverMemory, putTogether, type Report } from './messages.ts'
import { spawnInmate } from './spawn-inmate.ts'

/** A child that is not ready by then will not be: Node and a module of native code take 0.2 s, ten times that under load. */
const startWithinMs = 30_000
const lastWordsChars = 2000

export interface Work {
  readonly task: string
  readonly input: unknown
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** One child process and the one task that it may be at. */
export interface Cell {
  /** Runs one task; the time counts from when the child has it. Afterwards `alive` says whether the cell can go on. */
  run(work: Work): Promise<unknown>
  readonly alive: boolean
  readonly tasksDone: number
  /** Kills the child; resolves when it is gone. A task that was running fails with `why`. */
  end(why?: Error): Promise<void>
}

/** Opens a cell. While it is idle it does not keep the process of the parent from ending. */
export function openCell(module: URL, memoryBytes: number): Cell {
  const child = spawnInmate(module, memoryBytes)
  const lastWords = listenTo(child)
  let alive = true
  let tasksDone = 0
  let current: { id: number; task: string; succeed: (out: unknown) => void; fail: (error: Error) => void } | undefined
  let begun: () => void
  let notBegun: (error: Error) => void
  const ready = new Promise<void>((resolve, reject) => {
    begun = resolve
    notBegun = reject
  })
  ready.catch(() => {})
  let gone: () => void
  const exited = new Promise<void>((resolve) => {
    gone = resolve
  })

  function fail(error: Error): void {
    alive = false
    notBegun(error)
    current?.fail(error)
    child.kill('SIGKILL')
  }

  child.on('message', (message) => {
    const report = message as Report
    if (report.is === 'ready') return begun()
    if (!current || report.id !== current.id) return
    if (report.is === 'done') current.succeed(report.out)
    else if (report.is === 'failed') current.fail(putTogether(report.error))
    else fail(new JailBreak('memory', current.task))
  })
  child.on('error', (error) => {
    fail(new Error('A process of the jail cannot be started or reached.', { cause: error }))
    if (child.pid === undefined) gone()
  })
  child.on('exit', (code, signal) => {
    const words = lastWords()
    if (current) {
      const reason = code === exitOverMemory || /out of memory|bad_alloc/i.test(words) ? 'memory' : 'died'
      fail(new JailBreak(reason, current.task, `(${signal ?? `exit ${code}`}) ${words}`.trim()))
    } else fail(new Error(`A process of the jail did not start (${signal ?? `exit ${code}`}). ${words}`))
    gone()
  })
  keepAwake(child, false)

  async function start(signal: AbortSignal | undefined): Promise<void> {
    const late = setTimeout(() => fail(new Error('A process of the jail did not start in time.')), startWithinMs)
    const abort = (): void => fail(signal?.reason as Error)
    signal?.addEventListener('abort', abort, { once: true })
    await ready.finally(() => {
      clearTimeout(late)
      signal?.removeEventListener('abort', abort)
    })
  }

  async function run({ task, input, timeoutMs, signal }: Work): Promise<unknown> {
    keepAwake(child, true)
    try {
      await start(signal)
      signal?.throwIfAborted()
      const clock = setTimeout(() => fail(new JailBreak('time', task, `(${timeoutMs} ms)`)), timeoutMs)
      const abort = (): void => fail(signal?.reason as Error)
      signal?.addEventListener('abort', abort, { once: true })
      try {
        return await new Promise<unknown>((succeed, failed) => {
          current = { id: tasksDone, task, succeed, fail: failed }
          child.send({ id: tasksDone, task, input }, (error) => {
            if (error) failed(error)
          })
        })
      } finally {
        clearTimeout(clock)
        signal?.removeEventListener('abort', abort)
      }
    } finally {
      current = undefined
      tasksDone += 1
      keepAwake(child, false)
    }
  }

  return {
    run,
    get alive() {
      return alive
    },
    get tasksDone() {
      return tasksDone
    },
    async end(why = new Error('The jail was closed.')) {
      keepAwake(child, true)
      fail(why)
      await exited
    },
  }
}

/** A child, its channel and its pipe each hold the event loop; all of them only while there is work. */
function keepAwake(child: ChildProcess, awake: boolean): void {
  const pipe = child.stderr as (Readable & { ref?(): void; unref?(): void }) | null
  for (const handle of [child, child.channel, pipe]) {
    if (awake) handle?.ref?.()
    else handle?.unref?.()
  }
}

/** Collects the end of what the child writes to stderr: V8 and C++ say there why they gave up. */
function listenTo(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-lastWordsChars)
  })
  return () => words.trim()
}
