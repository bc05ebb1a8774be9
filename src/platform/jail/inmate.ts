import { exitOverMemory, isOutOfMemory, takeApart, type Order, type Report } from './messages.ts'

/**
 * The program of a child process: imports the module named on its command line and runs that module's tasks, one at
 * a time. It watches its own resident memory too, for machines without `prlimit`; a task that keeps the event loop
 * busy escapes that watch, but not the parent's clock.
 */
type Tasks = Readonly<Record<string, (input: unknown) => Promise<unknown>>>

const watchEveryMs = 100
const [moduleUrl, memoryBytes] = [process.argv[2] as string, Number(process.argv[3])]
const send = (report: Report): void => void process.send?.(report)

// Without a parent there is nobody to work for. `setpriv` says the same to the kernel where it exists.
process.on('disconnect', () => process.exit(0))
// Ctrl-C in a terminal goes to the whole group; the parent decides when its children end.
process.on('SIGINT', () => {})

const { tasks } = (await import(moduleUrl)) as { tasks: Tasks }

async function carryOut({ id, task, input }: Order): Promise<void> {
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > memoryBytes) process.exit(exitOverMemory)
  }, watchEveryMs)
  try {
    const run = Object.hasOwn(tasks, task) ? tasks[task] : undefined
    if (!run) throw new Error(`The jailed module has no task ${task}.`)
    send({ is: 'done', id, out: await run(input) })
  } catch (error) {
    send(isOutOfMemory(error) ? { is: 'out-of-memory', id } : { is: 'failed', id, error: takeApart(error) })
  } finally {
    clearInterval(watch)
  }
}

process.on('message', (order) => void carryOut(order as Order))
send({ is: 'ready' })
