import * as z from 'zod'
import { type Actor, requireActive } from '#accounts/people'
import { unindexPicture } from '#library/search'
import { dayMs, later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { queueRenditions } from './add-renditions.ts'
import { developPicture } from './develop-picture.ts'
import { type ImageView, imageColumns, imageIdOf } from './image.ts'
import { presentImage } from './present-images.ts'
import { purgeImage } from './purge-images.ts'
import { renewEntry } from './renew-entry.ts'
import { tellChanged } from './tell-changed.ts'
import { lockForChange } from './require-access.ts'

/** So long a deleted picture can be restored. */
export const undoMs = dayMs

export const DeleteImageInput = z.strictObject({
  id: z.string().max(80),
  /** Without the time in which it can be undone. */
  now: z.boolean().default(false),
})
export type DeleteImageInput = z.input<typeof DeleteImageInput>

/**
 * Takes a picture away from everybody, its owner included, at once; and from the disk when it can no longer be undone,
 * or now. One that is deleted already can still be deleted now.
 *
 * @throws Refusal `sign-in-needed`, `scope-missing`, `verify-first`, `image-not-found`, `not-your-image`
 */
export async function deleteImage(ctx: Ctx, actor: Actor, input: DeleteImageInput): Promise<void> {
  const member = requireActive(actor, 'images:write')
  const { id, now } = DeleteImageInput.parse(input)
  await inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, member, id, now ? 'purge' : 'delete')
    if (now) {
      await purgeImage(tx, imageIdOf(row))
      return
    }
    const deletedAt = tx.clock.now()
    await tx.db
      .updateTable('library_images')
      .set({ deleted_at: deletedAt, purge_at: row.purge_at ?? later(deletedAt, undoMs), updated_at: deletedAt })
      .where('id', '=', row.id)
      .execute()
    await unindexPicture(tx, imageIdOf(row))
    await tellChanged(tx, row)
  })
}

export const RestoreImageInput = z.strictObject({ id: z.string().max(80) })
export type RestoreImageInput = z.output<typeof RestoreImageInput>

/**
 * Undoes a delete, within its day.
 *
 * @throws Refusal `image-not-found` also after that day, `picture-uploaded-again` where its owner has the same file or
 * the same pixels here again
 */
export async function restoreImage(ctx: Ctx, actor: Actor, input: RestoreImageInput): Promise<ImageView> {
  const member = requireActive(actor, 'images:write')
  const restored = await inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, member, input.id, 'restore')
    const back = await tx.db
      .updateTable('library_images')
      .set({ deleted_at: null, purge_at: null, updated_at: tx.clock.now() })
      .where('id', '=', row.id)
      .returning(imageColumns)
      .executeTakeFirstOrThrow()
      .catch(refuseSecond)
    // One that was deleted before it was developed was left as it was.
    if (back.status === 'processing') await tx.enqueue(developPicture, { imageId: back.id }, { key: back.id })
    else await queueRenditions(tx, back.id)
    await renewEntry(tx, back)
    return back
  })
  return presentImage(ctx, member, restored)
}

/** The unique indexes let one picture of the same file, and one of the same pixels, be there: PostgreSQL 23505. */
function refuseSecond(error: unknown): never {
  if ((error as { readonly code?: unknown }).code !== '23505') throw error
  throw new Refusal(
    'conflict',
    'picture-uploaded-again',
    'You have uploaded this picture again since. Delete that one first if you want this one back.',
  )
}
