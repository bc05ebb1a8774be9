import { openCell, type Cell, type Work } from './cell.ts'
import type { Priority } from './spawn-inmate.ts'

export { JailBreak, type JailBreakReason } from './jail-break.ts'
export { isOutOfMemory } from './messages.ts'

export interface JailOptions {
  /** The module whose export `tasks` (by name: a function of one input to a promise) is run in the children. */
  readonly module: URL
  /** How many children, and so how many tasks, at the same time; those of the background not among them. */
  readonly size: number
  /** How many more for the background. 1 unless told. */
  readonly backgroundSize?: number
  /** How long one task may take, from when a child has it; waiting for a free child does not count. */
  readonly timeoutMs: number
  /** How much memory one child may take, the 70 MB of Node itself among it: as resident, and as data where `prlimit` exists. */
  readonly memoryBytes: number
}

/**
 * How soon a task gets a child. `first` goes before all that wait as `usual`. `background` has children of its own, which
 * the kernel lets run when nobody else wants to (nice 19): so it can neither take a child from the others nor, to speak
 * of, a core.
 */
export type Urgency = 'first' | 'usual' | 'background'

export interface RunOptions {
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** `usual` unless told. */
  readonly urgency?: Urgency
}

export interface Jail {
  /**
   * Runs a task in a child, of the same urgency first come, first served. Inputs and results are plain data (structured
   * clone).
   *
   * Rejects with what the task threw: a `Refusal` comes back as one, any other error with its name, message and plain
   * fields. Rejects with `JailBreak` where the task ran over its time or memory or ended its process, and with the
   * signal's reason once that aborts. In the latter cases the child is killed and the next task gets a new one.
   */
  run<Out>(task: string, input: unknown, options?: RunOptions): Promise<Out>
  /** How many tasks are running and how many wait, of the background or of all others. */
  load(of?: 'background'): { readonly running: number; readonly waiting: number }
  /** Kills every child and waits until they are gone; what runs or waits is rejected. May be called twice. */
  close(): Promise<void>
}

/** A child without work goes after so long: at rest the jail takes no memory at all. */
const idleMs = 30_000
/** After so many tasks a child is replaced, so that a leak, or a hold that someone got on it, does not last. */
const tasksPerChild = 200

interface Waiting {
  readonly work: Work
  readonly urgency: Urgency
  readonly succeed: (out: unknown) => void
  readonly fail: (error: unknown) => void
}

/** Opens a jail. Children start with the first task that needs them and do not keep the process alive while idle. */
export function openJail(options: JailOptions): Jail {
  const front = openWing(options, options.size, 'usual')
  const back = openWing(options, options.backgroundSize ?? 1, 'lowest')
  return {
    run: (task, input, how = {}) => (how.urgency === 'background' ? back : front).run(task, input, how),
    load: (of) => (of === 'background' ? back : front).load(),
    async close() {
      await Promise.all([front.close(), back.close()])
    },
  }
}

/** Children of one priority, and those who wait for them. */
function openWing(options: JailOptions, size: number, priority: Priority): Jail {
  const cells = new Set<Cell>()
  const idle = new Map<Cell, NodeJS.Timeout>()
  const queue: Waiting[] = []
  let closed = false

  function drop(cell: Cell): void {
    clearTimeout(idle.get(cell))
    idle.delete(cell)
    cells.delete(cell)
    void cell.end()
  }

  function rest(cell: Cell): void {
    idle.set(cell, setTimeout(() => drop(cell), idleMs).unref())
  }

  /** The cell that rested last works first, so that the others come to their end. */
  function freeCell(): Cell | undefined {
    for (const cell of [...idle.keys()].reverse()) {
      if (!cell.alive) {
        drop(cell)
        continue
      }
      clearTimeout(idle.get(cell))
      idle.delete(cell)
      return cell
    }
    if (cells.size >= size) return undefined
    const cell = openCell(options.module, options.memoryBytes, priority)
    cells.add(cell)
    return cell
  }

  function serveNext(): void {
    while (queue.length > 0) {
      const cell = freeCell()
      if (!cell) return
      void serve(cell, queue.shift() as Waiting)
    }
  }

  async function serve(cell: Cell, { work, succeed, fail }: Waiting): Promise<void> {
    await cell.run(work).then(succeed, fail)
    if (!closed && cell.alive && cell.tasksDone < tasksPerChild) rest(cell)
    else drop(cell)
    serveNext()
  }

  /** Before those who can wait longer, behind all others. */
  function join(waiting: Waiting): void {
    const place = waiting.urgency === 'first' ? queue.findIndex(({ urgency }) => urgency !== 'first') : -1
    queue.splice(place < 0 ? queue.length : place, 0, waiting)
  }

  return {
    async run<Out>(task: string, input: unknown, limits: RunOptions = {}) {
      const { signal, urgency = 'usual' } = limits
      if (closed) throw new Error('The jail is closed.')
      signal?.throwIfAborted()
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      const work: Work = { task, input, timeoutMs: limits.timeoutMs ?? options.timeoutMs, signal }
      const waiting: Waiting = { work, urgency, succeed: resolve, fail: reject }
      const leaveQueue = (): void => {
        const place = queue.indexOf(waiting)
        if (place < 0) return
        queue.splice(place, 1)
        reject(signal?.reason)
      }
      join(waiting)
      signal?.addEventListener('abort', leaveQueue, { once: true })
      serveNext()
      return (await promise.finally(() => signal?.removeEventListener('abort', leaveQueue))) as Out
    },
    load: () => ({ running: cells.size - idle.size, waiting: queue.length }),
    async close() {
      closed = true
      for (const { fail } of queue.splice(0)) fail(new Error('The jail was closed.'))
      for (const timer of idle.values()) clearTimeout(timer)
      idle.clear()
      await Promise.all([...cells].map((cell) => cell.end()))
      cells.clear()
    },
  }
}
