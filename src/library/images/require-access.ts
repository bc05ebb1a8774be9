import type { Actor, Member } from '#accounts/people'
import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type Access, type Asker, type Want, accessTo } from './access.rules.ts'
import { type ImageRow, imageColumns, imageNotFound } from './image.ts'

/** @param idText `img_…` @throws Refusal `image-not-found` */
export function readImageId(idText: string): Id<'image'> {
  const id = readId('image', idText)
  if (!id) throw imageNotFound()
  return id
}

/**
 * The row of a picture with which the asker may do what they want. What is missing and what is not theirs to see takes
 * the same one look into the table, and is answered alike.
 *
 * @param idText `img_…`
 * @throws Refusal `image-not-found`
 */
export async function requireAccess(ctx: AnyCtx, asker: Asker, idText: string, want: Want): Promise<ImageRow> {
  const row = await findRow(ctx, readImageId(idText))
  return allowed(row, accessTo(row, asker, want, ctx.clock.now()))
}

/** Whether the asker may see this picture as well; the row, or null. */
export async function findAccessible(ctx: AnyCtx, actor: Actor, imageId: string): Promise<ImageRow | null> {
  const row = await findRow(ctx, imageId)
  return row && accessTo(row, actor, 'page', ctx.clock.now()) === 'granted' ? row : null
}

/**
 * Locks a picture that the member may change in this way.
 *
 * @param idText `img_…`
 * @throws Refusal `image-not-found`, also where another's may not be seen; `not-your-image` where it may
 */
export async function lockForChange(
  tx: TxCtx,
  member: Member,
  idText: string,
  want: 'edit' | 'delete' | 'purge' | 'restore',
): Promise<ImageRow> {
  const row = await tx.db
    .selectFrom('library_images')
    .where('id', '=', readImageId(idText))
    .select(imageColumns)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return allowed(row, accessTo(row, member, want, tx.clock.now()))
}

const findRow = (ctx: AnyCtx, imageId: string): Promise<ImageRow | undefined> =>
  ctx.db.selectFrom('library_images').where('id', '=', imageId).select(imageColumns).executeTakeFirst()

function allowed(row: ImageRow | undefined, access: Access): ImageRow {
  if (access === 'not-yours') {
    throw new Refusal('forbidden', 'not-your-image', 'This picture belongs to somebody else. Only they can change it.')
  }
  if (!row || access === 'not-there') throw imageNotFound()
  return row
}
