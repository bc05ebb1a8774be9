import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/** Whether anything that a member uploaded is still stored, also what they deleted and can still bring back. */
export async function ownsPictures(ctx: AnyCtx, personId: Id<'person'>): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('library_images')
    .where('owner_id', '=', personId)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
