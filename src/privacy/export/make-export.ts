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
  let sizeBytes = 0
  let told = -Infinity
  const tell = async (written: Readonly<Written>): Promise<void> => {
    const now = performance.now()
    if (now - told < tellEveryMs && written.picturesDone < written.picturesTotal) return
    told = now
    await noteProgress(ctx, exportId, written, sizeBytes)
  }
  try {
    const zip = writeZip(ctx, { sources, personId: row.person_id, onStep: tell })
    const sealed = sealing(key)
    const meter = new Transform({
      transform(piece: Buffer, _encoding, done) {
        sizeBytes += piece.length
        done(null, piece)
      },
    })
    // What goes wrong with the zip ends `sealed` with it, and so reaches whoever reads that.
    pipeline(zip, meter, sealed, () => {})
    const staged = await ctx.storage.receive(sealed, { maxBytes: Number.MAX_SAFE_INTEGER })
    try {
      await keepExport(ctx, { exportId, personId: row.person_id, key, staged, sizeBytes })
    } finally {
      await ctx.storage.discard(staged)
    }
  } catch (error) {
    if (!(error instanceof NotWanted)) throw error
  }
}

async function noteProgress(ctx: Ctx, exportId: string, written: Readonly<Written>, bytesDone: number): Promise<void> {
  const noted = await ctx.db
    .updateTable('privacy_exports')
    .set({
      rows_total: written.rowsTotal,
      rows_done: written.rowsDone,
      pictures_total: written.picturesTotal,
      pictures_done: written.picturesDone,
      bytes_done: BigInt(bytesDone),
    })
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
}

async function keepExport(ctx: Ctx, { exportId, personId, key, staged, sizeBytes }: Made): Promise<void> {
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
        bytes_done: BigInt(sizeBytes),
        ready_at: now,
        expires_at: later(now, keptMs),
      })
      .where('id', '=', exportId)
      .execute()
    if (later(row.created_at, letterAfterMs) < now) await tx.enqueue(writeExportReady, { exportId }, { key: exportId })
  })
}
