import type { DataHolder } from '#declaration'
import { unindexPicturesOf } from '#library/search'
import { forgetVariants } from '#library/variants'
import { releaseBlobs } from '#platform/blobs'
import type { Ctx, TxCtx } from '#platform/context'
import { type ImageRow, imageColumns, imageIdOf, masterUsedBy, uploadUsedBy } from './image.ts'
import { purgeImages } from './purge-images.ts'
import { addEntries } from './renew-entry.ts'
import { tellChanged } from './tell-changed.ts'

/** Pictures are more than rows: files, renditions, counts of words, and what is remembered of them in memory. */
export const imageHolder: DataHolder<Ctx, TxCtx> = {
  owner: 'library/images',
  async hide(tx, personId) {
    const images = await lockPicturesOf(tx, personId)
    await unindexPicturesOf(tx, personId)
    await tx.db
      .updateTable('library_images')
      .set({ hidden_at: tx.clock.now() })
      .where('owner_id', '=', personId)
      .where('hidden_at', 'is', null)
      .execute()
    for (const image of images) await tellChanged(tx, image)
  },
  async unhide(tx, personId) {
    await lockPicturesOf(tx, personId)
    const back = await tx.db
      .updateTable('library_images')
      .set({ hidden_at: null })
      .where('owner_id', '=', personId)
      .returning(imageColumns)
      .execute()
    await addEntries(tx, back)
  },
  async erase(tx, personId) {
    const images = await lockPicturesOf(tx, personId)
    // The counts of words all at once, so that two who erase never wait in a circle.
    await unindexPicturesOf(tx, personId)
    const ids = images.map(imageIdOf)
    await releaseBlobs(
      tx,
      ids.flatMap((id) => [uploadUsedBy(id), masterUsedBy(id)]),
    )
    await forgetVariants(tx, ids)
    await tx.db.deleteFrom('library_images').where('owner_id', '=', personId).execute()
    for (const image of images) await tellChanged(tx, image)
  },
  retain: purgeImages,
}

/** All rows first, in one order, against everything: also against a rendition that is being saved at this moment. */
const lockPicturesOf = (tx: TxCtx, personId: string): Promise<Pick<ImageRow, 'id'>[]> =>
  tx.db.selectFrom('library_images').where('owner_id', '=', personId).select('id').orderBy('id').forUpdate().execute()
