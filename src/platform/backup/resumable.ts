import { type EntryNote, entriesOf, noteOf, readArchive } from './archive.ts'
import { DatabaseContents, Head, parseJson } from './contents.ts'
import { type EntryLock, databaseName, filesName, headName } from './entries.ts'

/** What there is of a backup that was cut off. */
export interface Begun {
  readonly head: Head
  /** Null where it was cut off among the rows: another moment cannot be joined to them. */
  readonly database: DatabaseContents | null
  readonly files: FilesSoFar
  readonly entries: readonly EntryNote[]
  /** Behind the last whole entry. */
  readonly endsAt: number
}

export interface FilesSoFar {
  readonly count: number
  readonly bytes: number
  readonly missing: number
  readonly packs: number
  /** The hash of the last one; '' before the first. */
  readonly last: string
}

/** In a pack, an empty entry of this name stands for a file that was not there. */
export const missingMark = '.missing'

/**
 * Reads what was written before a backup was cut off, up to the last whole entry. Every entry is opened: after a loss of
 * power a file may have its size and not its bytes.
 *
 * @returns null where there is nothing to go on with
 */
export async function resumable(part: string, lock: EntryLock): Promise<Begun | null> {
  let head: Head | null = null
  let database: DatabaseContents | null = null
  let files: FilesSoFar = { count: 0, bytes: 0, missing: 0, packs: 0, last: '' }
  let endsAt = 0
  const entries: EntryNote[] = []
  try {
    for await (const entry of readArchive(part)) {
      const plain = await lock.open(entry.name, entry.bytes)
      if (head === null) {
        if (entry.name !== headName) return null
        head = Head.parse(parseJson(plain))
      } else if (entry.name === databaseName) {
        database = DatabaseContents.parse(parseJson(plain))
      } else if (entry.name === filesName(files.packs)) {
        files = await withPack(files, plain)
      } else if (database !== null) {
        break
      }
      entries.push(noteOf(entry.name, entry.bytes))
      endsAt = entry.endsAt
    }
  } catch (error) {
    // It is not there, breaks off, or does not open: what comes before that is whole. A disk that fails is told.
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined && code !== 'ENOENT' && !code.startsWith('Z_')) throw error
  }
  return head && { head, database, files, entries, endsAt }
}

async function withPack(so: FilesSoFar, tar: Buffer): Promise<FilesSoFar> {
  let { count, bytes, missing, last } = so
  for (const [name, content] of await entriesOf(tar)) {
    last = name.slice(0, 64)
    if (name.endsWith(missingMark)) missing++
    else {
      count++
      bytes += content.length
    }
  }
  return { count, bytes, missing, packs: so.packs + 1, last }
}
