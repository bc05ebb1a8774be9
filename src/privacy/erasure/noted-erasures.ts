import { type Dirent, existsSync } from 'node:fs'
import { copyFile, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dayMs, later } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { backupDays } from './erasure.ts'

/**
 * So long it is noted that somebody was erased: twice the time after which backups are removed, for one that somebody
 * forgot to remove.
 */
export const notedDays = 2 * backupDays

/** The folder in the data folder: outside the database, which a backup brings back to an older state. */
export const notesFolder = 'erased'
const fileOfDay = /^\d{4}-\d{2}-\d{2}$/
const number = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const folderOf = (home: string): string => join(home, notesFolder)
const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the folder, so that one that is empty says: nobody was erased. */
export async function keepNotes(home: string): Promise<void> {
  if (existsSync(folderOf(home))) return
  await mkdir(folderOf(home), { recursive: true, mode: 0o700 })
  await syncFolder(home)
}

/** Notes that a number is gone, durable on return. Any number of processes may do it at once, and twice. */
export async function noteErased(home: string, subjectId: string, at: Date): Promise<void> {
  await keepNotes(home)
  const name = join(folderOf(home), dayOf(at))
  const isNew = !existsSync(name)
  const handle = await open(name, 'a', 0o600)
  try {
    // The end of line first: what a crash cut off does not spoil what comes after it.
    await handle.appendFile(`\n${subjectId}`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (isNew) await syncFolder(folderOf(home))
}

/** Every number that is noted, each once; null where nothing was ever noted here. */
export async function notedErasures(home: string): Promise<readonly string[] | null> {
  if (!existsSync(folderOf(home))) return null
  const noted = new Set<string>()
  for (const { name } of await filesIn(folderOf(home))) {
    const lines = (await readFile(join(folderOf(home), name), 'utf8')).split('\n')
    for (const line of lines) if (number.test(line)) noted.add(line)
  }
  return [...noted]
}

/**
 * Takes over what was noted elsewhere: the folder of another data folder, or a copy of it. Durable on return.
 *
 * @throws Refusal `erased-not-found`
 */
export async function adoptNotes(home: string, from: string): Promise<void> {
  const found = await filesIn(from).catch(() => null)
  if (found === null) {
    throw new Refusal(
      'not-found',
      'erased-not-found',
      `There is no folder ${from} that can be read. Name the folder "${notesFolder}" of the old data folder, or a copy of it.`,
    )
  }
  await keepNotes(home)
  for (const { name } of found) {
    const target = join(folderOf(home), name)
    const beside = `${target}.new`
    // What is noted here already stays: both are read.
    const own = existsSync(target) ? await readFile(target) : Buffer.alloc(0)
    await copyFile(join(from, name), beside)
    const handle = await open(beside, 'a', 0o600)
    try {
      await handle.appendFile(own)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, target)
  }
  await syncFolder(folderOf(home))
}

/** Removes the notes that are past their time; returns of how many days. */
export async function expireNotes(home: string, now: Date): Promise<number> {
  if (!existsSync(folderOf(home))) return 0
  const first = dayOf(later(now, -notedDays * dayMs))
  const past = (await filesIn(folderOf(home))).filter(({ name }) => name < first)
  for (const { name } of past) await rm(join(folderOf(home), name), { force: true })
  return past.length
}

const filesIn = async (folder: string): Promise<readonly Dirent[]> =>
  (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile() && fileOfDay.test(entry.name))
