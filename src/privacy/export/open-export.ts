import { Readable } from 'node:stream'
import { type Actor, requireProven } from '#accounts/people'
import { later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { appendAudit } from '#privacy/audit'
import { exportNotFound, fileKeyPlace, keptAfterDownloadMs } from './export.ts'
import { type PlainRange, openSealed } from './sealed-file.ts'

/** A zip to hand out. */
export interface OpenExport {
  readonly fileName: string
  readonly sizeBytes: number
  /** Strong, in quotes. */
  readonly etag: string
  /** The bytes, or a part of them, opened as they flow. Whoever takes the last one has had it. */
  readonly read: (range?: PlainRange) => Readable
}

/**
 * Opens the zip of whoever asks, who proved within ten minutes that it is them: everything is in it.
 *
 * @param idText `exp_…`
 * @throws Refusal `export-not-found`, also where it is somebody else's or not ready; those of `requireProven`
 */
export async function openExport(ctx: Ctx, actor: Actor, idText: string): Promise<OpenExport> {
  const { personId } = requireProven(actor, ctx.clock.now())
  const exportId = readId('export', idText)
  if (!exportId) throw exportNotFound()
  const row = await ctx.db
    .selectFrom('privacy_exports')
    .where('id', '=', exportId)
    .where('person_id', '=', personId)
    .where('status', '=', 'ready')
    .where('expires_at', '>', ctx.clock.now())
    .select(['file_key', 'file_hash', 'size_bytes', 'ready_at'])
    .executeTakeFirst()
  if (!row?.file_key || !row.file_hash || !row.ready_at) throw exportNotFound()
  const key = await ctx.vault.open(ctx.db, fileKeyPlace(personId), row.file_key, 'account.provide')
  if (key === null) throw exportNotFound()
  const { file_hash: hash } = row
  const sizeBytes = Number(row.size_bytes)
  return {
    fileName: `vitrine-export-${row.ready_at.toISOString().slice(0, 10)}.zip`,
    sizeBytes,
    etag: `"${hash}"`,
    read(range = { start: 0, end: sizeBytes - 1 }) {
      const plain = (): Readable =>
        openSealed((part) => ctx.storage.read(hash, part), Buffer.from(key, 'base64'), sizeBytes, range)
      return Readable.from(
        noting(plain, {
          first: () => noteFetched(ctx, personId),
          last: async () => {
            if (range.end >= sizeBytes - 1) await noteDownloaded(ctx, exportId)
          },
        }),
        { objectMode: false },
      )
    },
  }
}

async function* noting(
  plain: () => Readable,
  { first, last }: { readonly first: () => Promise<void>; readonly last: () => Promise<void> },
): AsyncGenerator<Buffer> {
  await first()
  for await (const piece of plain() as AsyncIterable<Buffer>) yield piece
  await last()
}

/** Before a byte leaves; each part that is asked for by itself is written down. */
async function noteFetched(ctx: Ctx, personId: Id<'person'>): Promise<void> {
  await inTransaction(ctx, (tx) =>
    appendAudit(tx, { kind: 'export-fetched', by: personId, about: personId, detail: {} }),
  )
}

/** It has done its work: it stays for an hour and then goes. */
async function noteDownloaded(ctx: Ctx, exportId: Id<'export'>): Promise<void> {
  const goesAt = later(ctx.clock.now(), keptAfterDownloadMs)
  await ctx.db
    .updateTable('privacy_exports')
    .set({ expires_at: goesAt })
    .where('id', '=', exportId)
    .where('expires_at', '>', goesAt)
    .execute()
}
