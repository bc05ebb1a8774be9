import type { DataHolder } from '#declaration'
import { searchHolder, showDownloads } from '#library/search'
import { showVariants } from '#library/variants'
import type { Ctx, TxCtx } from '#platform/context'
import { imageIdOf } from './image.ts'
import { purgeImage, purgeImages } from './purge-images.ts'

/**
 * What the library holds of a person: their pictures, with their renditions and what they are found by. To the rest of
 * the house the rooms under this one are one with it.
 */
export const imageHolder: DataHolder<Ctx, TxCtx> = {
  owner: 'library/images',
  async show(ctx, personId) {
    const images = await ctx.db
      .selectFrom('library_images')
      .where('owner_id', '=', personId)
      .selectAll()
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    const ids = images.map(imageIdOf)
    return [
      { store: 'library_images', rows: images },
      await showVariants(ctx, ids),
      ...(await searchHolder.show(ctx, personId)),
      await showDownloads(ctx, ids),
    ]
  },
  async erase(tx, personId) {
    // All rows first, in one order; then the counts of words, all at once: so two who erase never wait in a circle.
    const images = await tx.db
      .selectFrom('library_images')
      .where('owner_id', '=', personId)
      .select('id')
      .orderBy('id')
      .forUpdate()
      .execute()
    await searchHolder.erase(tx, personId)
    for (const image of images) await purgeImage(tx, imageIdOf(image))
  },
  retain: purgeImages,
}
