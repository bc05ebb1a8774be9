import * as z from 'zod'
import { type Actor, memberByUsername } from '#accounts/people'
import { FindInput as SearchInput, type FoundPictures, findPictures } from '#library/search'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { accessTo } from './access.rules.ts'
import { unlessEmpty } from './fields.ts'
import { type ReadyImage, imageColumns } from './image.ts'
import { presentImages } from './present-images.ts'

/** What can be searched for, in pages and by the API. */
export const FindInput = SearchInput.omit({ ownerId: true }).extend({
  /** A user name, with or without `@`. */
  author: unlessEmpty(
    z
      .string()
      .max(60)
      .transform((name) => name.replace(/^@/, '')),
  ).optional(),
})
export type FindInput = z.output<typeof FindInput>

export interface ListedImages extends Omit<FoundPictures, 'ids'> {
  readonly items: readonly ReadyImage[]
}

const none: ListedImages = { items: [], nextCursor: null, corrections: [], total: 0 }

/**
 * Public pictures, by words, facts, tag or member. Whoever asks finds the same; one's own others are in `listOwnImages`.
 *
 * @throws Refusal `cursor-not-understood`
 */
export async function listImages(ctx: AnyCtx, actor: Actor, input: FindInput): Promise<ListedImages> {
  const { author, ...search } = input
  const member = author === undefined ? null : await memberByUsername(ctx, author)
  if (author !== undefined && !member) return none
  const { ids, ...found } = await findPictures(ctx, { ...search, ownerId: member?.personId })
  return { items: await loadFound(ctx, actor, ids), ...found }
}

/** In the order in which they were found, without what was hidden a moment ago. */
async function loadFound(ctx: AnyCtx, actor: Actor, ids: readonly Id<'image'>[]): Promise<ReadyImage[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db.selectFrom('library_images').where('id', 'in', ids).select(imageColumns).execute()
  const byId = new Map<string, (typeof rows)[number]>(rows.map((row) => [row.id, row]))
  const ordered = ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
  const now = ctx.clock.now()
  const findable = ordered.filter((row) => accessTo(row, actor, 'find', now) === 'granted')
  const views = await presentImages(ctx, actor, findable)
  return views.filter((view) => view.status === 'ready')
}
