import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/**
 * Everybody who has an account, by number, page by page. For work that concerns all of them.
 *
 * @param after the last of the page before, or null at the beginning
 */
export async function listPeople(
  ctx: AnyCtx,
  after: Id<'person'> | null,
  limit: number,
): Promise<readonly Id<'person'>[]> {
  let query = ctx.db.selectFrom('accounts_people').select('id').orderBy('id').limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return (await query.execute()).map(({ id }) => id as Id<'person'>)
}
