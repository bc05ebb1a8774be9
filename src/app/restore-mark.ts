import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** A restore was begun in this data folder and not finished. The message says what to do. */
export class RestoreUnfinished extends Error {
  constructor(home: string) {
    super(
      'A restore was cut off, and what is here is not whole. Begin it again with the same backup: ' +
        `npm run -s vitrine -- restore FILE. To begin empty instead, remove the data folder ${home} and keep the key file.`,
    )
    this.name = 'RestoreUnfinished'
  }
}

const Mark = z.strictObject({ backup: z.string() })

const nameOf = (home: string): string => join(home, 'restore.json')

/** Which backup is being restored here, or null where none is. */
export function restoreMark(home: string): string | null {
  if (!existsSync(nameOf(home))) return null
  return Mark.parse(JSON.parse(readFileSync(nameOf(home), 'utf8'))).backup
}

/** Notes that a backup is being restored here, durable on return. */
export function putRestoreMark(home: string, backup: string): void {
  const beside = `${nameOf(home)}.new`
  const handle = openSync(beside, 'w', 0o600)
  try {
    writeSync(handle, JSON.stringify({ backup } satisfies z.output<typeof Mark>))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(beside, nameOf(home))
}

export function removeRestoreMark(home: string): void {
  rmSync(nameOf(home), { force: true })
}

/** @throws RestoreUnfinished */
export function requireRestored(home: string): void {
  if (existsSync(nameOf(home))) throw new RestoreUnfinished(home)
}
