import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import * as z from 'zod'
import { type DevelopedPicture, type Rights, develop } from '#library/ingest'
import { licenceOf } from '#library/licences'
import { type NewVariant, saveVariants } from '#library/variants'
import { keepBlob, releaseBlobs } from '#platform/blobs'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import { Refusal } from '#platform/refusal'
import type { Staged } from '#platform/storage'
import { queueRenditions } from './add-renditions.ts'
import { type ImageRow, imageColumns, imageIdOf, masterUsedBy, uploadUsedBy } from './image.ts'
import { renewEntry } from './renew-entry.ts'
import { developed, tellDeveloped } from './tell-developed.ts'

/** Makes of an upload the picture that is shown. */
export const developPicture = defineJob('library.develop-picture', z.strictObject({ imageId: z.uuid() }))

/** So long a refused picture says why, to an owner who did not wait for the answer. */
const refusedStaysMs = dayMs

/**
 * The handler of `developPicture`. Safe to repeat and to break off anywhere: until the one transaction at its end
 * commits, nothing has changed but files that nobody uses.
 *
 * A refusal is the end of the picture; anything else that goes wrong (a full disk, a lost database) is tried again.
 */
export async function developPictures(ctx: Ctx, { imageId }: { readonly imageId: string }): Promise<void> {
  const upload = await ctx.db
    .selectFrom('library_images')
    .where('id', '=', imageId)
    .where('status', '=', 'processing')
    // A deleted one is developed if it is restored.
    .where('deleted_at', 'is', null)
    .select(imageColumns)
    .executeTakeFirst()
  if (!upload) return

  const outDir = join(ctx.storage.workFolder, `develop-${ctx.chance.bytes(16).toString('hex')}`)
  await mkdir(outDir, { mode: 0o700 })
  const began = performance.now()
  try {
    const path = ctx.storage.pathOf(upload.content_hash)
    const picture = await develop(ctx.jail, { path, outDir, rights: rightsOf(upload) })
    const made = performance.now()
    await publish(ctx, imageIdOf(upload), picture)
    const now = performance.now()
    tellDeveloped(ctx, picture, { durationMs: Math.round(now - began), storeMs: Math.round(now - made) })
  } catch (error) {
    const isRefused = error instanceof Refusal && error.kind === 'invalid'
    ctx.metrics.count(developed, { outcome: isRefused ? 'refused' : 'failed' })
    if (!isRefused) throw error
    await refusePicture(ctx, imageIdOf(upload), error)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

/**
 * What the files say of the picture: the licence under which it was offered when it came, for that is how whoever has
 * a copy got it; and whom to credit, where that was said. Fields that the upload carries stay beside it.
 */
function rightsOf(row: ImageRow): Rights {
  const licence = licenceOf(row.licence)
  return {
    ...(licence ? { usageTerms: licence.name } : {}),
    ...(licence?.url ? { licenceUrl: licence.url } : {}),
    ...(row.attribution ? { credit: row.attribution } : {}),
  }
}

async function publish(ctx: Ctx, imageId: Id<'image'>, developed: DevelopedPicture): Promise<void> {
  const staged: Staged[] = []
  // Copied and hashed again out here: what a decoder says of its own file is not taken as the name to store it under.
  const stage = async (path: string): Promise<Staged> => {
    const copy = await ctx.storage.stageCopy(path)
    staged.push(copy)
    return copy
  }
  try {
    const master = await stage(developed.master.path)
    const variants: NewVariant[] = []
    for (const { path, width, height, format } of developed.variants) {
      variants.push({ width, height, format, staged: await stage(path) })
    }
    for (const { path, width, height } of developed.stills) {
      variants.push({ width, height, format: 'still', staged: await stage(path) })
    }
    await inTransaction(ctx, (tx) => settle(tx, ctx, imageId, developed, master, variants))
  } finally {
    await Promise.all(staged.map((copy) => ctx.storage.discard(copy)))
  }
}

async function settle(
  tx: TxCtx,
  { storage }: Ctx,
  imageId: Id<'image'>,
  developed: DevelopedPicture,
  master: Staged,
  variants: readonly NewVariant[],
): Promise<void> {
  const row = await lockProcessing(tx, imageId)
  if (!row) return
  const same = await findSamePixels(tx, row.owner_id, developed.pixelHash)
  if (same) {
    const already = new Refusal('conflict', 'picture-already-here', 'You have this picture here already.')
    await markRefused(tx, imageId, already, same)
    return
  }
  const now = tx.clock.now()
  await keepBlob(tx, storage, master, masterUsedBy(imageId))
  const ready = await tx.db
    .updateTable('library_images')
    .set({
      status: 'ready',
      width: developed.width,
      height: developed.height,
      format: developed.format,
      animated: developed.animated,
      pixel_hash: developed.pixelHash,
      transparency: developed.transparency.verdict,
      transparent_share: developed.transparency.share,
      palette: [...developed.palette],
      thumbhash: developed.thumbhash,
      master_hash: master.hash,
      master_format: developed.master.format,
      size_bytes: master.sizeBytes,
      updated_at: now,
      published_at: row.visibility === 'public' ? now : null,
    })
    .where('id', '=', imageId)
    .returning(imageColumns)
    .executeTakeFirstOrThrow()
  await saveVariants(tx, storage, { imageId, version: row.version }, variants)
  // Only the sanitised master stays.
  await releaseBlobs(tx, uploadUsedBy(imageId))
  await queueRenditions(tx, imageId)
  await renewEntry(tx, ready)
}

const lockProcessing = (tx: TxCtx, imageId: string): Promise<ImageRow | undefined> =>
  tx.db
    .selectFrom('library_images')
    .where('id', '=', imageId)
    .where('status', '=', 'processing')
    .where('deleted_at', 'is', null)
    .select(imageColumns)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** The owner's other picture with these pixels. Two files of one picture that are developed at once take turns here. */
async function findSamePixels(tx: TxCtx, ownerId: string, pixelHash: string): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${ownerId} ${pixelHash}`}, 0))`.execute(tx.db)
  const same = await tx.db
    .selectFrom('library_images')
    .where('owner_id', '=', ownerId)
    .where('pixel_hash', '=', pixelHash)
    .where('status', '=', 'ready')
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  return same?.id ?? null
}

/** Ends the processing of a picture that is no good. Its file goes at once, its row when its owner has had time to see why. */
export async function refusePicture(ctx: Ctx, imageId: Id<'image'>, refusal: Refusal): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (await lockProcessing(tx, imageId)) await markRefused(tx, imageId, refusal, null)
  })
}

async function markRefused(tx: TxCtx, imageId: string, refusal: Refusal, duplicateOf: string | null): Promise<void> {
  const now = tx.clock.now()
  await tx.db
    .updateTable('library_images')
    .set({
      status: 'refused',
      refusal_code: refusal.code,
      refusal_message: refusal.message,
      refusal_status: refusal.status,
      duplicate_of: duplicateOf,
      updated_at: now,
      purge_at: later(now, refusedStaysMs),
    })
    .where('id', '=', imageId)
    .execute()
  await releaseBlobs(tx, uploadUsedBy(imageId))
}
