import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, requireMember } from '#accounts/people'
import { cursorNotUnderstood } from '#library/search'
import type { AnyCtx } from '#platform/context'
import { accessTo } from './access.rules.ts'
import { type ImageView, imageColumns } from './image.ts'
import { presentImages } from './present-images.ts'

export const OwnImagesInput = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  /** Those that were deleted and can still be restored, instead of the others. */
  deleted: z.boolean().default(false),
})
export type OwnImagesInput = z.input<typeof OwnImagesInput>

const Place = z.tuple([z.int().min(0).max(253_402_300_799_999), z.uuid()])

/**
 * One's own pictures of every visibility and state, the newest first.
 *
 * @throws Refusal `sign-in-needed`, `scope-missing`, `cursor-not-understood`
 */
export async function listOwnImages(
  ctx: AnyCtx,
  actor: Actor,
  input: OwnImagesInput,
): Promise<{ readonly items: readonly ImageView[]; readonly nextCursor: string | null }> {
  const member = requireMember(actor, 'images:read')
  const now = ctx.clock.now()
  const { cursor, limit, deleted } = OwnImagesInput.parse(input)
  const rows = await ctx.db
    .selectFrom('library_images')
    .where('owner_id', '=', member.personId)
    .where('deleted_at', deleted ? 'is not' : 'is', null)
    // An upload that turned out to be another picture is that picture.
    .where('duplicate_of', 'is', null)
    .$if(cursor !== undefined, (query) => query.where(sql<boolean>`(created_at, id) < ${after(cursor)}`))
    .$if(deleted, (query) => query.where('purge_at', '>', now))
    .select(imageColumns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const nextCursor =
    last && rows.length > limit
      ? Buffer.from(JSON.stringify([last.created_at.getTime(), last.id])).toString('base64url')
      : null
  const own = shown.filter((row) => accessTo(row, member, deleted ? 'list-deleted' : 'list', now) === 'granted')
  return { items: await presentImages(ctx, member, own), nextCursor }
}

function after(cursor = '') {
  try {
    const [ms, id] = Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return sql`(${new Date(ms)}, ${id})`
  } catch {
    throw cursorNotUnderstood()
  }
}
