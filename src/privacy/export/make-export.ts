import { Transform, pipeline } from 'node:stream'
import { keepBlob } from '#platform/blobs'
import { later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import type { Staged } from '#platform/storage'
import { exportUsedBy, fileKeyPlace, keptMs, letterAfterMs } from './export.ts'
import { writeExportReady } from './letters.ts'
import { fileKeyBytes, sealing } from './sealed-file.ts'
import type { ExportSources } from './sources.ts'
import { type Written, writeZip } from './write-zip.ts'

/** How often the page can see something new. */
const tellEveryMs = 250

/** It was cancelled, or the person is gone: what was written is thrown away. */
class NotWanted extends Error {}

/**
 * Makes the zip and keeps it sealed. Safe to repeat: nothing is kept until it is whole, and each time there is a new key,
 * so that no two files are sealed by the same one.
 */
export async function makeExports(
  ctx: Ctx,
  sources: ExportSources,
  { exportId }: { readonly exportId: Id<'export'> },
): Promise<void> {
  const row = await ctx.db
    .selectFrom('privacy_exports')
    .where('id', '=', exportId)
    .where('status', '=', 'working')
    .select('person_id')
    .executeTakeFirst()
  if (!row) return
  const key = ctx.chance.bytes(fileKeyBytes)
  const written: Written = { rowsTotal: 0, rowsDone: 0, picturesTotal: 0, picturesDone: 0 }
  let sizeBytes = 0
  const zip = writeZip(ctx, { sources, personId: row.person_id, written })
  const meter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      sizeBytes += piece.length
      done(null, piece)
    },
  })
  const sealed = sealing(key)
  // What goes wrong with the zip ends `sealed` with it, and so reaches whoever reads that.
  pipeline(zip, meter, sealed, () => {})
  const stopTelling = tellEvery(tellEveryMs, async () => {
    try {
      await noteProgress(ctx, exportId, written, sizeBytes)
    } catch (error) {
      zip.destroy(error as Error)
    }
  })
  try {
    const staged = await ctx.storage.receive(sealed, { maxBytes: Number.MAX_SAFE_INTEGER })
    try {
      await stopTelling()
      await keepExport(ctx, { exportId, personId: row.person_id, key, staged, sizeBytes, written })
    } finally {
      await ctx.storage.discard(staged)
    }
  } catch (error) {
    if (!(error instanceof NotWanted)) throw error
  } finally {
    await stopTelling()
  }
}

/** Does something again and again, one at a time. @returns what ends it, and waits for the last */
function tellEvery(everyMs: number, tell: () => Promise<void>): () => Promise<void> {
  let under: Promise<void> | null = null
  const timer = setInterval(() => {
    under ??= tell().finally(() => (under = null))
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await under
  }
}

const progressOf = (written: Readonly<Written>, bytesDone: number) => ({
  rows_total: written.rowsTotal,
  rows_done: written.rowsDone,
  pictures_total: written.picturesTotal,
  pictures_done: written.picturesDone,
  bytes_done: BigInt(bytesDone),
})

async function noteProgress(ctx: Ctx, exportId: string, written: Readonly<Written>, bytesDone: number): Promise<void> {
  const noted = await ctx.db
    .updateTable('privacy_exports')
    .set(progressOf(written, bytesDone))
    .where('id', '=', exportId)
    .where('status', '=', 'working')
    .executeTakeFirst()
  if (noted.numUpdatedRows === 0n) throw new NotWanted('this export was cancelled')
}

interface Made {
  readonly exportId: Id<'export'>
  readonly personId: string
  readonly key: Buffer
  readonly staged: Staged
  readonly sizeBytes: number
  readonly written: Readonly<Written>
}

async function keepExport(ctx: Ctx, { exportId, personId, key, staged, sizeBytes, written }: Made): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // Under the lock: whoever erases the person waits for us, or we find nothing. Sealing later would make them a new key.
    const row = await tx.db
      .selectFrom('privacy_exports')
      .where('id', '=', exportId)
      .where('status', '=', 'working')
      .select('created_at')
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new NotWanted('this export was cancelled')
    await keepBlob(tx, ctx.storage, staged, exportUsedBy(exportId))
    const now = tx.clock.now()
    await tx.db
      .updateTable('privacy_exports')
      .set({
        status: 'ready',
        file_key: await tx.vault.seal(tx.db, fileKeyPlace(personId), key.toString('base64')),
        file_hash: staged.hash,
        size_bytes: BigInt(sizeBytes),
        ...progressOf(written, sizeBytes),
        ready_at: now,
        expires_at: later(now, keptMs),
      })
      .where('id', '=', exportId)
      .execute()
    if (later(row.created_at, letterAfterMs) < now) await tx.enqueue(writeExportReady, { exportId }, { key: exportId })
  })
}
