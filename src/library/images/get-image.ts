import type { Actor } from '#accounts/people'
import type { AnyCtx } from '#platform/context'
import { type ImageView, imageNotFound } from './image.ts'
import { presentImage } from './present-images.ts'
import { findAccessible, requireAccess } from './require-access.ts'

/**
 * A picture, for whoever may see it. An upload that turned out to show what its owner has already is that picture.
 *
 * @param idText `img_…`
 * @throws Refusal `image-not-found`, the same for what is missing, deleted, and not the asker's to see
 */
export async function getImage(ctx: AnyCtx, actor: Actor, idText: string): Promise<ImageView> {
  const row = await requireAccess(ctx, actor, idText, 'page')
  if (row.duplicate_of === null) return presentImage(ctx, actor, row)
  const same = await findAccessible(ctx, actor, row.duplicate_of)
  if (!same) throw imageNotFound()
  return presentImage(ctx, actor, same)
}

/**
 * A picture for whoever may change it: also by a key that may write and not read, which was shown what it wrote.
 *
 * @param idText `img_…`
 * @throws Refusal `image-not-found`, `not-your-image`
 */
export async function getOwnImage(ctx: AnyCtx, actor: Actor, idText: string): Promise<ImageView> {
  return presentImage(ctx, actor, await requireAccess(ctx, actor, idText, 'edit'))
}
