import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dayMs, later } from '#platform/clock'

export interface OutboxEntry {
  readonly id: string
  readonly sentAt: Date
}

/** How long a letter lies in the outbox. A link in it has run out long before. */
export const outboxDaysMax = 14

const namePattern = /^(\d+)-([0-9a-f]{32})\.eml$/

/** Written beside, flushed, renamed. */
export async function putIntoOutbox(folder: string, at: Date, id: string, message: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${at.getTime()}-${id}.eml`
  const handle = await open(join(folder, `${name}.new`), 'wx', 0o600)
  try {
    await handle.writeFile(message)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(join(folder, `${name}.new`), join(folder, name))
}

/** The newest mails of the outbox, newest first. */
export async function listOutbox(home: string, limit = 100): Promise<readonly OutboxEntry[]> {
  const names = await readdir(join(home, 'outbox')).catch(() => [])
  return names
    .map((name) => namePattern.exec(name))
    .filter((match) => match !== null)
    .map((match) => ({ id: `${match[1]}-${match[2]}`, sentAt: new Date(Number(match[1])) }))
    .sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime())
    .slice(0, limit)
}

/** One mail as it would have left (RFC 5322), or null where there is none of this id. */
export async function readOutboxMail(home: string, id: string): Promise<Buffer | null> {
  if (!namePattern.test(`${id}.eml`)) return null
  return readFile(join(home, 'outbox', `${id}.eml`)).catch(() => null)
}

/** Removes the letters that are older than their time, as told by `now`; returns how many. */
export async function expireOutbox(home: string, now: Date): Promise<number> {
  const before = later(now, -outboxDaysMax * dayMs)
  return removeFromOutbox(home, async ({ sentAt }) => sentAt <= before)
}

/** Removes every letter to an address, or only those of these kinds; returns how many. */
export async function removeLettersTo(home: string, address: string, kinds?: readonly string[]): Promise<number> {
  const wanted = `to: ${address}`.toLowerCase()
  return removeFromOutbox(home, async ({ id }) => {
    const head = (await readOutboxMail(home, id))?.toString('utf8').split('\r\n\r\n', 1)[0] ?? ''
    const lines = head.toLowerCase().split('\r\n')
    const isOfKind = kinds?.some((kind) => lines.includes(`x-vitrine-kind: ${kind}`)) ?? true
    return isOfKind && lines.includes(wanted)
  })
}

async function removeFromOutbox(home: string, goes: (entry: OutboxEntry) => Promise<boolean>): Promise<number> {
  let count = 0
  for (const entry of await listOutbox(home, Infinity)) {
    if (!(await goes(entry))) continue
    await rm(join(home, 'outbox', `${entry.id}.eml`), { force: true })
    count++
  }
  return count
}
