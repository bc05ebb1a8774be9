import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { JailBreak } from './jail-break.ts'
import { exitOverMemory, putTogether, type Report } from './messages.ts'
import { type Priority, spawnInmate } from './spawn-inmate.ts'

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
export function openCell(module: URL, memoryBytes: number, priority: Priority): Cell {
  const child = spawnInmate(module, memoryBytes, priority)
  const lastWords = listenTo(child)
  let over: Error | undefined
  let tasksDone = 0
  let current: { id: number; task: string; succeed: (out: unknown) => void; fail: (error: Error) => void } | undefined
  const ready = Promise.withResolvers<void>()
  // A child that ends before anybody waits for it is not an unhandled failure.
  ready.promise.catch(() => {})
  const gone = Promise.withResolvers<void>()

  function fail(error: Error): void {
    over ??= error
    ready.reject(error)
    current?.fail(error)
    child.kill('SIGKILL')
  }

  child.on('message', (message) => {
    const report = message as Report
    if (report.is === 'ready') return ready.resolve()
    if (!current || report.id !== current.id) return
    if (report.is === 'done') current.succeed(report.out)
    else if (report.is === 'failed') current.fail(putTogether(report.error))
    else fail(new JailBreak('memory', current.task))
  })
  child.on('error', (error) => {
    fail(new Error('A process of the jail cannot be started or reached.', { cause: error }))
    if (child.pid === undefined) gone.resolve()
  })
  // Not `exit`: by `close` the last words are complete.
  child.on('close', (code, signal) => {
    const words = lastWords()
    if (current) {
      const reason = code === exitOverMemory || /out of memory|bad_alloc/i.test(words) ? 'memory' : 'died'
      fail(new JailBreak(reason, current.task, `(${signal ?? `exit ${code}`}) ${words}`.trim()))
    } else fail(new Error(`A process of the jail did not start (${signal ?? `exit ${code}`}). ${words}`))
    gone.resolve()
  })
  keepAwake(child, false)

  /** Waits for `step`; when the time is over or the signal aborts first, the child and with it the step ends. */
  async function within<T>(step: Promise<T>, ms: number, late: Error, signal: AbortSignal | undefined): Promise<T> {
    const clock = setTimeout(() => fail(late), ms)
    const abort = (): void => fail(signal?.reason as Error)
    signal?.addEventListener('abort', abort, { once: true })
    try {
      return await step
    } finally {
      clearTimeout(clock)
      signal?.removeEventListener('abort', abort)
    }
  }

  async function run({ task, input, timeoutMs, signal }: Work): Promise<unknown> {
    keepAwake(child, true)
    try {
      await within(ready.promise, startWithinMs, new Error('A process of the jail did not start in time.'), signal)
      if (over) throw over
      const answer = Promise.withResolvers<unknown>()
      current = { id: tasksDone, task, succeed: answer.resolve, fail: answer.reject }
      child.send({ id: tasksDone, task, input }, (error) => {
        if (error) answer.reject(error)
      })
      return await within(answer.promise, timeoutMs, new JailBreak('time', task, `(${timeoutMs} ms)`), signal)
    } finally {
      current = undefined
      tasksDone += 1
      keepAwake(child, false)
    }
  }

  return {
    run,
    get alive() {
      return over === undefined
    },
    get tasksDone() {
      return tasksDone
    },
    async end(why = new Error('The jail was closed.')) {
      keepAwake(child, true)
      fail(why)
      await gone.promise
    },
  }
}

/** A child, its channel and its pipe each hold the event loop; all of them only while there is work. */
function keepAwake(child: ChildProcess, awake: boolean): void {
  // The pipe is a socket, which the types do not tell.
  const pipe: (Readable & { ref?: () => void; unref?: () => void }) | null = child.stderr
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
