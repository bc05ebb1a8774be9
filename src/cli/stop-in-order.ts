import { say } from './with-house.ts'

type Steps = readonly (() => Promise<unknown>)[]

export interface Stop {
  /** Ends what is under way: answers, queued work. */
  readonly underway: Steps
  /** Ends the house itself, which writes down what was counted and ends its database. Taken whatever became of the others. */
  readonly last: Steps
}

export interface StopPatience {
  /** After this long a stop no longer waits for what is under way; queued work is taken up again by the next start. */
  readonly underwayMs: number
  /** And after this long more no longer for the house itself. */
  readonly lastMs: number
}

const usualPatience: StopPatience = { underwayMs: 10_000, lastMs: 5_000 }

/**
 * On a signal, or when the parent is gone: stops in order, once. A second signal while stopping is not needed and does
 * nothing, since a terminal sends Ctrl-C to parent and child alike.
 */
export function stopOnSignal(steps: Stop): void {
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    say('stopping')
    await stopInOrder(steps)
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
  process.on('disconnect', () => void stop())
}

/**
 * Ends what is under way and then the house. Who takes an answer slowly, or never, holds up the first and not the second.
 */
export async function stopInOrder({ underway, last }: Stop, patience: StopPatience = usualPatience): Promise<void> {
  if (!(await allWithin(underway, patience.underwayMs))) say('stopped without waiting any longer')
  await allWithin(last, patience.lastMs)
}

/** Takes one step after the other. @returns whether all were done in time; those that were not are left as they are */
async function allWithin(steps: Steps, patienceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<false>((done) => {
    timer = setTimeout(done, patienceMs, false)
  })
  const all = async (): Promise<true> => {
    for (const step of steps) await step().catch((error: unknown) => say(`while stopping: ${String(error)}`))
    return true
  }
  try {
    return await Promise.race([all(), tooLong])
  } finally {
    clearTimeout(timer)
  }
}
