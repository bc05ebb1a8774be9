import { createHash } from 'node:crypto'
import { open, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginHold, endHold, holdLifeMs, listBlobs, renewHold, sumBlobs } from '#platform/blobs'
import { later } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { type Connections, type PooledConnection, withSnapshot } from '#platform/db'
import { Refusal } from '#platform/refusal'
import { isDiskFull } from '#platform/storage'
import { type KeyRing, backupIdentity } from '#platform/vault'
import { type ArchiveWriter, type EntryNote, noteOf, openArchiveWriter, tarOf } from './archive.ts'
import { type DatabaseContents, type Head, type Manifest, format, jsonBytes, signatureUse } from './contents.ts'
import { type EntryLock, databaseName, entryLock, filesName, headName, manifestName, rowsName } from './entries.ts'
import { type Begun, missingMark, resumable } from './resumable.ts'

export interface BackupOptions {
  /** Where the backup is to lie. What is written until it is whole lies beside, with `.part` behind its name. */
  readonly file: string
  /** The version of Vitrine, for whoever reads the backup later. */
  readonly version: string
  /** Stops at the next whole entry; what is there is gone on with later. */
  readonly signal?: AbortSignal
  /** Told after every entry; `total` counts files. */
  readonly onStep?: (done: number, total: number) => void
}

export interface BackupReport {
  readonly file: string
  readonly sizeBytes: number
  readonly madeAt: string
  readonly tables: number
  readonly rows: number
  readonly files: number
  /** Files that rows name and that are not on disk, or not as they were stored. */
  readonly missing: number
  /** Whether one that was cut off was gone on with. */
  readonly resumed: boolean
}

/** Rows of a table are cut, and files are gathered, into entries of this size before compression. */
const entryBytes = 8 * 1024 * 1024
const renewEveryMs = holdLifeMs / 36
/** One backup at a time. The number is arbitrary and fixed. */
const backupLockKey = 7_461_726_966

/**
 * Writes everything of this installation into one file, while it is used: every row as it is at one moment, and every
 * file that those rows name. Removal of files waits meanwhile.
 *
 * Killed or stopped after the rows, it goes on where it was when it is begun again with the same file within six hours;
 * otherwise it begins anew. `file` appears only when it is whole and on disk.
 *
 * @throws Refusal `backup-file-taken`, `backup-inside-data`, `backup-folder-not-found`, `backup-no-room`,
 *   `backup-running`, `backup-stopped`, `backup-took-too-long`
 */
export async function writeBackup(
  { ctx, pool, ring }: { readonly ctx: Ctx; readonly pool: Connections; readonly ring: KeyRing },
  options: BackupOptions,
): Promise<BackupReport> {
  const file = resolve(options.file)
  await requirePlace(ctx, file)
  return alone(pool, async () => {
    const part = `${file}.part`
    const lock = await entryLock(await backupIdentity(ctx.db, ring))
    const begun = await goOnWith(ctx, part, lock)
    if (!begun) await requireRoom(ctx, file)
    const holdId = begun?.head.holdId ?? (await beginHold(ctx))
    const writer = await openArchiveWriter(part, begun?.endsAt ?? 0)
    try {
      const work = new Work({ ctx, pool, lock, writer, options, holdId, begun })
      await work.writeDatabase()
      await work.writeFiles()
      const manifest = await work.writeManifest()
      await writer.finish()
      await writer.close()
      await rename(part, file)
      await flushFolder(dirname(file))
      await endHold(ctx, holdId)
      const { madeAt, tables, rows, files, missing } = manifest
      const { size: sizeBytes } = await stat(file)
      return { file, sizeBytes, madeAt, tables, rows, files, missing, resumed: begun !== null }
    } catch (error) {
      await writer.close()
      if (!isDiskFull(error)) throw error
      // The database may lie on the same disk and needs the room more.
      await rm(part, { force: true })
      await endHold(ctx, holdId)
      throw noRoom(dirname(file))
    }
  })
}

const noRoom = (folder: string): Refusal =>
  new Refusal(
    'too-many',
    'backup-no-room',
    `There is not enough room for the backup in ${folder}. Name another folder.`,
    {
      status: 507,
    },
  )

async function requirePlace(ctx: Ctx, file: string): Promise<void> {
  if (!relative(ctx.config.home, file).startsWith('..')) {
    throw new Refusal(
      'invalid',
      'backup-inside-data',
      `A backup inside the data folder is lost with it. Name a file outside ${ctx.config.home}.`,
    )
  }
  const folder = await stat(dirname(file)).catch(() => null)
  if (!folder?.isDirectory()) {
    throw new Refusal('not-found', 'backup-folder-not-found', `There is no folder ${dirname(file)}. Make it first.`)
  }
  if (await stat(file).catch(() => null)) {
    throw new Refusal('conflict', 'backup-file-taken', `There is a file ${file} already. Name another one.`)
  }
}

/** The files take as much room in the backup as on disk; the rows, compressed, hardly count. */
async function requireRoom(ctx: Ctx, file: string): Promise<void> {
  const { bytes } = await sumBlobs(ctx)
  const { bavail, bsize } = await statfs(dirname(file))
  if (bavail * bsize < bytes) throw noRoom(dirname(file))
}

/** After a kill the database needs a moment to notice. */
const lockTries = 25
const lockPauseMs = 200

/** Holds one connection for as long as the work takes: with it goes the lock, also when this process is killed. */
async function alone<Out>(pool: Connections, work: () => Promise<Out>): Promise<Out> {
  const client: PooledConnection = await pool.connect()
  let broken = true
  try {
    for (let tries = 1; !(await isMine(client)); tries++) {
      if (tries === lockTries) {
        throw new Refusal('conflict', 'backup-running', 'A backup is being made already. Wait until it is done.')
      }
      await sleep(lockPauseMs)
    }
    try {
      return await work()
    } finally {
      await client.query('select pg_advisory_unlock($1)', [backupLockKey])
      broken = false
    }
  } finally {
    client.release(broken)
  }
}

const isMine = async (client: PooledConnection): Promise<boolean> =>
  (await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [backupLockKey])).rows[0]?.mine ??
  false

/** What was begun before, where its hold still counts: then every file that its rows name is still there. */
async function goOnWith(ctx: Ctx, part: string, lock: EntryLock): Promise<Begun | null> {
  const begun = await resumable(part, lock)
  if (!begun) return null
  if (begun.database && (await renewHold(ctx, begun.head.holdId))) return begun
  await endHold(ctx, begun.head.holdId)
  return null
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

interface WorkParts {
  readonly ctx: Ctx
  readonly pool: Connections
  readonly lock: EntryLock
  readonly writer: ArchiveWriter
  readonly options: BackupOptions
  readonly holdId: string
  readonly begun: Begun | null
}

/** One backup while it is written. */
class Work {
  readonly #parts: WorkParts
  readonly #entries: EntryNote[]
  #head: Head | null
  #database: DatabaseContents | null
  #files: { count: number; bytes: number; missing: number; packs: number; last: string }
  #renewedAt: Date

  constructor(parts: WorkParts) {
    this.#parts = parts
    this.#entries = [...(parts.begun?.entries ?? [])]
    this.#head = parts.begun?.head ?? null
    this.#database = parts.begun?.database ?? null
    this.#files = { ...(parts.begun?.files ?? { count: 0, bytes: 0, missing: 0, packs: 0, last: '' }) }
    this.#renewedAt = parts.ctx.clock.now()
  }

  async writeDatabase(): Promise<void> {
    if (this.#database) return
    const { ctx, pool, holdId } = this.#parts
    this.#head = { format, holdId, madeAt: ctx.clock.now().toISOString() }
    await this.#append(headName, jsonBytes(this.#head))
    this.#database = await withSnapshot(pool, async ({ migrations, tables, sequences, read }) => {
      const written: DatabaseContents['tables'] = []
      let number = 0
      for (const table of tables) {
        const from = number
        const rows = read(table)
        for await (const chunk of chunksOf(rows)) {
          await this.#append(rowsName(number), chunk)
          number++
        }
        written.push({ name: table.name, columns: [...table.columns], rows: rows.rowCount, from, to: number })
      }
      return { migrations: [...migrations], tables: written, sequences: [...sequences] }
    })
    await this.#append(databaseName, jsonBytes(this.#database))
  }

  async writeFiles(): Promise<void> {
    const { ctx, options } = this.#parts
    const { count: total } = await sumBlobs(ctx)
    let pack: (readonly [string, Buffer])[] = []
    let packBytes = 0
    const flush = async (): Promise<void> => {
      if (pack.length === 0) return
      await this.#append(filesName(this.#files.packs), await tarOf(pack))
      this.#files.packs++
      pack = []
      packBytes = 0
      options.onStep?.(Math.min(this.#files.count, total), total)
    }
    for (;;) {
      const blobs = await listBlobs(ctx, this.#files.last, 500)
      for (const { hash } of blobs) {
        const bytes = await this.#readWhole(hash)
        if (packBytes > 0 && packBytes + (bytes?.length ?? 0) > entryBytes) await flush()
        pack.push(bytes ? [hash, bytes] : [`${hash}${missingMark}`, Buffer.alloc(0)])
        packBytes += bytes?.length ?? 0
        this.#files.last = hash
        if (bytes) {
          this.#files.count++
          this.#files.bytes += bytes.length
        } else this.#files.missing++
      }
      if (blobs.length === 0) break
    }
    await flush()
  }

  async writeManifest(): Promise<Manifest> {
    const { ctx, options } = this.#parts
    const [head, database] = [this.#head, this.#database]
    if (!head || !database) throw new Error('the rows come before the manifest')
    const manifest: Manifest = {
      format,
      vitrine: options.version,
      madeAt: head.madeAt,
      migrations: database.migrations.map(({ name }) => name),
      tables: database.tables.length,
      rows: database.tables.reduce((sum, { rows }) => sum + rows, 0),
      files: this.#files.count,
      fileBytes: this.#files.bytes,
      missing: this.#files.missing,
      entries: [...this.#entries],
    }
    const text = JSON.stringify(manifest)
    await this.#append(manifestName, jsonBytes({ text, signature: ctx.vault.sign(signatureUse, text) }))
    return manifest
  }

  /** A file, or null where it is not there as it was stored: a backup tells that, and holds all the others. */
  async #readWhole(hash: string): Promise<Buffer | null> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of this.#parts.ctx.storage.read(hash) as AsyncIterable<Buffer>) chunks.push(chunk)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
    const bytes = Buffer.concat(chunks)
    return createHash('sha256').update(bytes).digest('hex') === hash ? bytes : null
  }

  async #append(name: string, plain: Buffer): Promise<void> {
    const { ctx, lock, writer, options, holdId } = this.#parts
    if (options.signal?.aborted) {
      throw new Refusal('conflict', 'backup-stopped', 'Stopped before the end. Begin it again to go on where it was.')
    }
    const now = ctx.clock.now()
    if (later(this.#renewedAt, renewEveryMs) <= now) {
      if (!(await renewHold(ctx, holdId))) {
        throw new Refusal(
          'conflict',
          'backup-took-too-long',
          'This machine stood still for hours, and files may have been removed meanwhile. Begin the backup again.',
        )
      }
      this.#renewedAt = now
    }
    const bytes = await lock.lock(name, plain)
    await writer.append(name, bytes)
    this.#entries.push(noteOf(name, bytes))
  }
}

/** A stream in pieces of `entryBytes`, the last one smaller; none of nothing. */
async function* chunksOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = []
  let have = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    have += chunk.length
    if (have < entryBytes) continue
    yield Buffer.concat(chunks)
    chunks = []
    have = 0
  }
  if (have > 0) yield Buffer.concat(chunks)
}
