import { createHash } from 'node:crypto'
import { type ReadStream, constants, createReadStream, createWriteStream } from 'node:fs'
import { access, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Chance } from '#platform/chance'
import { Refusal } from '#platform/refusal'

/** Bytes that are on disk under a temporary name, and not yet anybody's. */
export interface Staged {
  readonly path: string
  /** SHA-256, hex. */
  readonly hash: string
  readonly sizeBytes: number
}

export interface ReceiveOptions {
  readonly maxBytes: number
  /** What to say of a file past `maxBytes`, in the words of whoever asked for it. */
  readonly tooLarge?: () => Refusal
}

export interface Storage {
  /** A folder for work in progress; whatever is left in it by a crash is cleared at the next start. */
  readonly workFolder: string
  /**
   * Writes a stream down under a temporary name and flushes it.
   * @throws Refusal `tooLarge`, or `file-too-large` (413), past `maxBytes`; `storage-full` (507); nothing is left behind
   */
  receive(source: Readable, options: ReceiveOptions): Promise<Staged>
  /** Moves a staged file to its place by hash, durable on return. Does nothing where it is there already. */
  place(staged: Staged): Promise<void>
  /** The same for a file that stays where it is: the master of an import, a rendition in a work folder. */
  stageCopy(path: string): Promise<Staged>
  discard(staged: Staged): Promise<void>
  /** Where the file lies. It may not exist. */
  pathOf(hash: string): string
  /** Bytes `start` to `end`, both inclusive; all of them without a range. */
  read(hash: string, range?: { readonly start: number; readonly end: number }): ReadStream
  has(hash: string): Promise<boolean>
  remove(hash: string): Promise<void>
  /** Every hash on disk, with the time it was written. */
  list(): AsyncIterable<{ readonly hash: string; readonly writtenAt: Date }>
  /** Clears what a crash left in the work folder. Only while nothing else uses it: at the start of the first process. */
  clearWork(): Promise<void>
}

/** A full disk or quota, as the file system says it; and as PostgreSQL does (`disk_full`). */
const fullDiskCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', '53100'])

/** Whether there is no room left. That is the operator's problem, and for everybody else a clear answer. */
export const isDiskFull = (error: unknown): boolean =>
  fullDiskCodes.has((error as { readonly code?: unknown } | null | undefined)?.code)

export const storageFull = (): Refusal =>
  new Refusal('too-many', 'storage-full', 'There is no room left on this server. Please try again later.', {
    status: 507,
    retryAfterSeconds: 600,
  })

const explain = (error: unknown): unknown => (isDiskFull(error) ? storageFull() : error)

const fileTooLarge = (maxBytes: number): Refusal =>
  new Refusal('invalid', 'file-too-large', `The file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`, {
    status: 413,
  })

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Storage on a local disk: `blobs/ab/cd/<hash>`, and `blobs/incoming` for what is on its way. */
export async function openDiskStorage(folder: string, chance: Chance): Promise<Storage> {
  const blobs = join(folder, 'blobs')
  const incoming = join(blobs, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })

  const pathOf = (hash: string): string => join(blobs, hash.slice(0, 2), hash.slice(2, 4), hash)
  const newPath = (): string => join(incoming, chance.bytes(16).toString('hex'))
  const exists = (path: string): Promise<boolean> =>
    access(path, constants.F_OK).then(
      () => true,
      () => false,
    )

  async function receive(source: Readable, { maxBytes, tooLarge }: ReceiveOptions): Promise<Staged> {
    const path = newPath()
    const digest = createHash('sha256')
    let sizeBytes = 0
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sizeBytes += chunk.length
        if (sizeBytes > maxBytes) {
          done(tooLarge ? tooLarge() : fileTooLarge(maxBytes))
          return
        }
        digest.update(chunk)
        done(null, chunk)
      },
    })
    try {
      await pipeline(source, meter, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
    } catch (error) {
      await rm(path, { force: true })
      throw explain(error)
    }
    return { path, hash: digest.digest('hex'), sizeBytes }
  }

  return {
    workFolder: incoming,
    receive,
    pathOf,
    async stageCopy(from) {
      const path = newPath()
      try {
        await copyFile(from, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
        await flush(path)
      } catch (error) {
        await rm(path, { force: true })
        throw explain(error)
      }
      const digest = createHash('sha256')
      let sizeBytes = 0
      for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
        digest.update(chunk)
        sizeBytes += chunk.length
      }
      return { path, hash: digest.digest('hex'), sizeBytes }
    },
    async place(staged) {
      const to = pathOf(staged.hash)
      if (await exists(to)) return
      try {
        await mkdir(dirname(to), { recursive: true, mode: 0o700 })
        await rename(staged.path, to)
        await flush(dirname(to))
        await flush(dirname(dirname(to)))
      } catch (error) {
        throw explain(error)
      }
    },
    discard: (staged) => rm(staged.path, { force: true }),
    read: (hash, range) => createReadStream(pathOf(hash), range ?? {}),
    has: (hash) => exists(pathOf(hash)),
    remove: (hash) => rm(pathOf(hash), { force: true }),
    async *list() {
      for (const outer of await readdir(blobs)) {
        if (!/^[0-9a-f]{2}$/.test(outer)) continue
        for (const inner of await readdir(join(blobs, outer))) {
          for (const hash of await readdir(join(blobs, outer, inner))) {
            const found = await stat(join(blobs, outer, inner, hash)).catch(() => null)
            if (found) yield { hash, writtenAt: found.mtime }
          }
        }
      }
    },
    async clearWork() {
      for (const name of await readdir(incoming)) await rm(join(incoming, name), { recursive: true, force: true })
    },
  }
}
