import type { Member } from '#accounts/people'
import type { TxCtx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { readImageId } from './get-image.ts'
import { type ImageRow, imageColumns, imageNotFound } from './image.ts'
import { isOwner, mayRead } from './image.rules.ts'

/**
 * Locks a picture that the member may change, deleted ones included if so asked.
 *
 * @param idText `img_…`
 * @throws Refusal `image-not-found`, also where another's may not be seen; `not-your-image` where it may
 */
export async function lockOwn(tx: TxCtx, member: Member, idText: string, { deleted = false } = {}): Promise<ImageRow> {
  const row = await tx.db
    .selectFrom('library_images')
    .where('id', '=', readImageId(idText))
    .select(imageColumns)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw imageNotFound()
  if (!isOwner(member, row, 'images:write')) {
    if (!mayRead(member, row)) throw imageNotFound()
    throw new Refusal('forbidden', 'not-your-image', 'This picture belongs to somebody else. Only they can change it.')
  }
  if (row.deleted_at !== null && !deleted) throw imageNotFound()
  return row
}
