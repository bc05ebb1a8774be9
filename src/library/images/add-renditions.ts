import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { type MadeFile, avifBytesMax, avifWidths, makeAvif, makeMoving } from '#library/ingest'
import { type NewVariant, type Variant, listVariants, saveVariants } from '#library/variants'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { defineJob } from '#platform/jobs'
import type { Staged } from '#platform/storage'
import { type ReadyRow, imageColumns, imageIdOf, isReady } from './image.ts'

/** Makes the renditions that take long and that nobody waits for. */
export const addRenditions = defineJob('library.add-renditions', z.strictObject({ imageId: z.uuid() }), {
  background: true,
})

/** What cannot be made in so many tries is done without: the picture is whole as it is. */
const attemptsMax = 4

/** Queues it for a picture that has just become ready, or has come back. */
export const queueRenditions = (tx: TxCtx, imageId: string): Promise<void> =>
  tx.enqueue(addRenditions, { imageId }, { key: imageId, maxAttempts: attemptsMax, priority: 10 })

/**
 * The handler of `addRenditions`: AVIF of what stands still, and of what has much to move the WebP that moves. Safe to
 * repeat and to break off anywhere: until the one transaction at its end commits, nothing has changed but files that
 * nobody uses. A picture that is gone, or that goes meanwhile, gets nothing.
 */
export async function addRenditionsTo(ctx: Ctx, { imageId }: { readonly imageId: string }): Promise<void> {
  const row = await findReady(ctx, imageId)
  if (!row) return
  const there = ((await listVariants(ctx, [imageIdOf(row)])).get(imageIdOf(row)) ?? []).filter(
    ({ version }) => version === row.version,
  )
  const outDir = join(ctx.storage.workFolder, `renditions-${ctx.chance.bytes(16).toString('hex')}`)
  await mkdir(outDir, { mode: 0o700 })
  try {
    const made = row.animated ? await moving(ctx, row, there, outDir) : await still(ctx, row, there, outDir)
    if (made.length > 0) await save(ctx, row, made)
  } catch (error) {
    // Its master may have been removed under the decoder.
    if (await findReady(ctx, imageId)) throw error
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

async function findReady(ctx: Ctx, imageId: string): Promise<ReadyRow | null> {
  const row = await ctx.db
    .selectFrom('library_images')
    .where('id', '=', imageId)
    // A deleted one gets its renditions if it is restored.
    .where('deleted_at', 'is', null)
    .select(imageColumns)
    .executeTakeFirst()
  return row && isReady(row) ? row : null
}

/** Either all that are worth it are there or none: they come in one transaction. */
async function still(ctx: Ctx, row: ReadyRow, there: readonly Variant[], outDir: string): Promise<readonly MadeFile[]> {
  if (there.some(({ format }) => format === 'avif')) return []
  const webp = new Map(there.filter(({ format }) => format === 'webp').map((one) => [one.width, one.sizeBytes]))
  const sizes = avifWidths([...webp.keys()]).map((width) => ({
    width,
    bytesMax: avifBytesMax(webp.get(width) ?? 0),
  }))
  if (sizes.length === 0) return []
  return makeAvif(ctx.jail, { masterPath: ctx.storage.pathOf(row.master_hash), outDir, sizes })
}

async function moving(
  ctx: Ctx,
  row: ReadyRow,
  there: readonly Variant[],
  outDir: string,
): Promise<readonly MadeFile[]> {
  const made = new Set(there.filter(({ format }) => format === 'webp').map(({ width }) => width))
  const stills = there.filter(({ format }) => format === 'still').map(({ width }) => width)
  const widths = stills.filter((width) => !made.has(width))
  if (widths.length === 0) return []
  return makeMoving(ctx.jail, { masterPath: ctx.storage.pathOf(row.master_hash), outDir, widths })
}

async function save(ctx: Ctx, row: ReadyRow, made: readonly MadeFile[]): Promise<void> {
  const staged: Staged[] = []
  try {
    const variants: NewVariant[] = []
    for (const { path, width, height, format } of made) {
      // Hashed again out here: what a decoder says of its own file is not taken as the name to store it under.
      const copy = await ctx.storage.stageCopy(path)
      staged.push(copy)
      variants.push({ width, height, format, staged: copy })
    }
    await inTransaction(ctx, async (tx) => {
      const locked = await tx.db
        .selectFrom('library_images')
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .where('deleted_at', 'is', null)
        .select('id')
        .forNoKeyUpdate()
        .executeTakeFirst()
      if (locked) await saveVariants(tx, ctx.storage, { imageId: imageIdOf(row), version: row.version }, variants)
    })
  } finally {
    await Promise.all(staged.map((copy) => ctx.storage.discard(copy)))
  }
}
