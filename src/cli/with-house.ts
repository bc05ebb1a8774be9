import { type OpenHouse, openHouse } from '#app'
import { readConfig } from '#platform/config'

/** Lines for people go to standard error, so that standard output stays what scripts read. */
export const say = (line: string): void => void process.stderr.write(`vitrine: ${line}\n`)

/** Opens the house for one command, beside a running server or without one, and closes it again. */
export async function withHouse<Out>(work: (open: OpenHouse) => Promise<Out>): Promise<Out> {
  const environment = { LOG_LEVEL: 'warn', ...process.env }
  const open = await openHouse({ config: readConfig(environment, process.cwd()), say })
  try {
    return await work(open)
  } finally {
    await open.close()
  }
}

/** The result: one JSON line for scripts, or words for people. */
export function print(asJson: boolean, result: unknown, words: string): void {
  process.stdout.write(`${asJson ? JSON.stringify(result) : words}\n`)
}

/** Everything on standard input, without the line end. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
}

/** Aborts on the first Ctrl-C; long work then stops at the next whole step. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  process.once('disconnect', () => controller.abort())
  return controller.signal
}
