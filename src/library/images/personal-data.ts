import type { DataHolder } from '#declaration'
import { unindexPicturesOf } from '#library/search'
import type { Ctx, TxCtx } from '#platform/context'
import { imageIdOf } from './image.ts'
import { purgeImage, purgeImages } from './purge-images.ts'

/** Pictures are more than rows: files, renditions, counts of words, and what is remembered of them in memory. */
export const imageHolder: DataHolder<Ctx, TxCtx> = {
  owner: 'library/images',
  async erase(tx, personId) {
    // All rows first, in one order; then the counts of words, all at once: so two who erase never wait in a circle.
    const images = await tx.db
      .selectFrom('library_images')
      .where('owner_id', '=', personId)
      .select('id')
      .orderBy('id')
      .forUpdate()
      .execute()
    await unindexPicturesOf(tx, personId)
    for (const image of images) await purgeImage(tx, imageIdOf(image))
  },
  retain: purgeImages,
}
