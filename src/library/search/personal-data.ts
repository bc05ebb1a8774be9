import type { DataHolder, HeldData } from '#declaration'
import type { AnyCtx, Ctx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { unindexPictures } from './index-picture.ts'

/** What this room holds of a person: what their public pictures are found by. */
export const searchHolder: DataHolder<Ctx, TxCtx> = {
  owner: 'library/search',
  async show(ctx, personId) {
    const entries = await ctx.db
      .selectFrom('library_search_entries')
      .where('owner_id', '=', personId)
      .select([
        ...(['image_id', 'owner_id', 'document', 'words', 'tags', 'facets', 'palette_bins', 'width'] as const),
        ...(['downloads', 'published_at'] as const),
      ])
      .orderBy('published_at')
      .orderBy('image_id')
      .execute()
    return [{ store: 'library_search_entries', rows: entries }]
  },
  async erase(tx, personId) {
    const mine = await tx.db
      .selectFrom('library_search_entries')
      .where('owner_id', '=', personId)
      .select('image_id')
      .execute()
    await unindexPictures(
      tx,
      mine.map(({ image_id }) => image_id as Id<'image'>),
    )
  },
  // An entry goes with its picture, at once.
  retain: async () => 0,
}

/** How often pictures were downloaded, for the person whose they are. Also of those that are hidden at the moment. */
export async function showDownloads(ctx: AnyCtx, imageIds: readonly Id<'image'>[]): Promise<HeldData> {
  const rows =
    imageIds.length === 0
      ? []
      : await ctx.db
          .selectFrom('library_search_downloads')
          .where('image_id', 'in', imageIds)
          .select(['image_id', 'downloads'])
          .execute()
  return { store: 'library_search_downloads', rows }
}
