import type { Actor } from '#accounts/people'
import type { AnyCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { type ImageRow, type ImageView, imageColumns, imageNotFound } from './image.ts'
import { mayRead } from './image.rules.ts'
import { presentImage } from './present-images.ts'

/** @param idText `img_…` @throws Refusal `image-not-found` */
export function readImageId(idText: string): Id<'image'> {
  const id = readId('image', idText)
  if (!id) throw imageNotFound()
  return id
}

/** The row of a picture that the asker may see. @throws Refusal `image-not-found` */
export async function requireReadable(ctx: AnyCtx, actor: Actor, idText: string): Promise<ImageRow> {
  const row = await ctx.db
    .selectFrom('library_images')
    .where('id', '=', readImageId(idText))
    .select(imageColumns)
    .executeTakeFirst()
  if (!row || !mayRead(actor, row)) throw imageNotFound()
  return row
}

/**
 * A picture, for whoever may see it. An upload that turned out to show what its owner has already is that picture.
 *
 * @param idText `img_…`
 * @throws Refusal `image-not-found`, the same for what is missing, deleted, and not the asker's to see
 */
export async function getImage(ctx: AnyCtx, actor: Actor, idText: string): Promise<ImageView> {
  const row = await requireReadable(ctx, actor, idText)
  if (row.duplicate_of === null) return presentImage(ctx, actor, row)
  const same = await ctx.db
    .selectFrom('library_images')
    .where('id', '=', row.duplicate_of)
    .select(imageColumns)
    .executeTakeFirst()
  if (!same || !mayRead(actor, same)) throw imageNotFound()
  return presentImage(ctx, actor, same)
}
