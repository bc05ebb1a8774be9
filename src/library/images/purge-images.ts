import { unindexPicture } from '#library/search'
import { forgetVariants } from '#library/variants'
import { releaseBlobs } from '#platform/blobs'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { refusePicture } from './develop-picture.ts'
import { imageIdOf, masterUsedBy, uploadUsedBy } from './image.ts'
import { tellChanged } from './tell-changed.ts'

/** An upload that could not be developed in this time will not be. Its job is tried for some four hours. */
const developWithinMs = dayMs
const batchSize = 100

/**
 * Removes a picture and lets go of its files, whatever state it is in. A file that somebody else uses too stays theirs.
 *
 * The row is locked against everything, also against a rendition that is being saved at this moment: it is either
 * counted before and goes with the others, or finds no picture any more.
 */
export async function purgeImage(tx: TxCtx, imageId: Id<'image'>): Promise<void> {
  const row = await tx.db
    .selectFrom('library_images')
    .where('id', '=', imageId)
    .select('id')
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  await releaseBlobs(tx, uploadUsedBy(imageId))
  await releaseBlobs(tx, masterUsedBy(imageId))
  await forgetVariants(tx, [imageId])
  await unindexPicture(tx, imageId)
  await tx.db.deleteFrom('library_images').where('id', '=', imageId).execute()
  await tellChanged(tx, row)
}

/**
 * Removes what is past its time: deleted pictures after their day, refused ones after theirs; and refuses what could not
 * be developed in a day.
 *
 * @returns how many were removed
 */
export async function purgeImages(ctx: Ctx): Promise<number> {
  await refuseUnfinished(ctx)
  const now = ctx.clock.now()
  for (let count = 0; ;) {
    const due = await ctx.db
      .selectFrom('library_images')
      .where('purge_at', '<=', now)
      .select('id')
      .orderBy('purge_at')
      .limit(batchSize)
      .execute()
    if (due.length === 0) return count
    for (const { id } of due) if (await purgeIfDue(ctx, id as Id<'image'>, now)) count += 1
  }
}

/** Looks again under the lock: it may have been restored a moment ago. */
async function purgeIfDue(ctx: Ctx, imageId: Id<'image'>, now: Date): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .selectFrom('library_images')
      .where('id', '=', imageId)
      .where('purge_at', '<=', now)
      .select('id')
      .forUpdate()
      .executeTakeFirst()
    if (row) await purgeImage(tx, imageId)
    return row !== undefined
  })
}

async function refuseUnfinished(ctx: Ctx): Promise<void> {
  const unfinished = await ctx.db
    .selectFrom('library_images')
    .where('status', '=', 'processing')
    .where('created_at', '<=', later(ctx.clock.now(), -developWithinMs))
    .where('deleted_at', 'is', null)
    .select('id')
    .execute()
  for (const row of unfinished) {
    const message = 'This picture could not be read in a day, through no fault of yours. Please upload it again.'
    await refusePicture(ctx, imageIdOf(row), new Refusal('invalid', 'picture-not-developed', message))
  }
}
