import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { render } from '#library/ingest'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { saveVariants } from './save-variants.ts'
import type { Master, VariantFormat } from './variant.ts'
import { offeredWidths } from './width.rules.ts'

/** Which rendition is wanted, and of what. Whether the asker may have it is the caller's business. */
export interface Wanted {
  readonly imageId: Id<'image'>
  readonly version: number
  readonly width: number
  readonly format: VariantFormat
  readonly master: Master
}

export interface Bytes {
  readonly hash: string
  readonly sizeBytes: number
}

/** What is being made at this moment, in this process: one for each database that it is connected to. */
const making = new WeakMap<Ctx['db'], Map<string, Promise<Bytes | null>>>()

/**
 * The bytes of a rendition, made now where they do not exist; null where this one is not offered.
 *
 * However many ask at once, it is made once, and then kept. AVIF takes seconds and is made in the background only.
 */
export async function openBytes(ctx: Ctx, wanted: Wanted): Promise<Bytes | null> {
  const { width, format, master } = wanted
  if (width === master.width && format === master.format) return { hash: master.hash, sizeBytes: master.sizeBytes }
  const found = await findBytes(ctx, wanted)
  if (found) return found
  if (format === 'avif' || !offeredWidths(master.width).includes(width)) return null

  const here = making.get(ctx.db) ?? new Map<string, Promise<Bytes | null>>()
  making.set(ctx.db, here)
  const key = `${wanted.imageId} ${wanted.version} ${width} ${format}`
  const begun = here.get(key) ?? makeBytes(ctx, wanted).finally(() => here.delete(key))
  here.set(key, begun)
  return begun
}

async function findBytes(ctx: Ctx, { imageId, version, width, format }: Wanted): Promise<Bytes | null> {
  const row = await ctx.db
    .selectFrom('library_variants')
    .where('image_id', '=', imageId)
    .where('version', '=', version)
    .where('width', '=', width)
    .where('format', '=', format)
    .select(['blob_hash', 'size_bytes'])
    .executeTakeFirst()
  return row ? { hash: row.blob_hash, sizeBytes: row.size_bytes } : null
}

async function makeBytes(ctx: Ctx, wanted: Wanted): Promise<Bytes | null> {
  const { width, format, master } = wanted
  const outPath = join(ctx.storage.workFolder, `render-${ctx.chance.bytes(16).toString('hex')}`)
  try {
    const made = await render(ctx.jail, { masterPath: ctx.storage.pathOf(master.hash), width, format, outPath })
    // Hashed again out here: what a decoder says of its own file is not taken as the name to store it under.
    const staged = await ctx.storage.stageCopy(made.path)
    try {
      await inTransaction(ctx, (tx) =>
        saveVariants(tx, ctx.storage, wanted, [{ width: made.width, height: made.height, format, staged }]),
      )
    } finally {
      await ctx.storage.discard(staged)
    }
  } catch (error) {
    if (isGone(error)) return null
    throw error
  } finally {
    await rm(outPath, { force: true })
  }
  return findBytes(ctx, wanted)
}

/** The picture was purged while its rendition was made: PostgreSQL 23503, or there is no master to read any more. */
function isGone(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown }
  return code === '23503' || code === 'ENOENT'
}
