import { sql } from 'kysely'
import { keepBlob, releaseBlobs } from '#platform/blobs'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { counter } from '#platform/metrics'
import type { Staged, Storage } from '#platform/storage'
import { type VariantFormat, usedBy } from './variant.ts'

const renditions = counter('vitrine_variants_made_total', 'Renditions that were made and kept.', {
  format: ['webp', 'avif', 'png', 'jpeg', 'gif', 'still'],
})

/** A rendition that was made and is not yet anybody's. */
export interface NewVariant {
  readonly width: number
  readonly height: number
  readonly format: VariantFormat
  readonly staged: Staged
}

/**
 * Makes renditions part of the transaction. One that exists already stays as it is, since its address is known.
 *
 * Files are counted in the order of their hashes, so that two who keep the same ones never wait in a circle.
 */
export async function saveVariants(
  tx: TxCtx,
  storage: Storage,
  place: { readonly imageId: Id<'image'>; readonly version: number },
  variants: readonly NewVariant[],
): Promise<void> {
  for (const { width, height, format, staged } of variants.toSorted(byHash)) {
    const made = await tx.db
      .insertInto('library_variants')
      .values({
        image_id: place.imageId,
        version: place.version,
        width,
        height,
        format,
        blob_hash: staged.hash,
        size_bytes: staged.sizeBytes,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows !== 1n) continue
    await keepBlob(tx, storage, staged, usedBy(place.imageId))
    tx.metrics.count(renditions, { format })
  }
}

const byHash = (one: NewVariant, other: NewVariant): number => (one.staged.hash < other.staged.hash ? -1 : 1)

/** Puts the renditions of one version under another: the bytes stay, their addresses end. */
export async function renumberVariants(tx: TxCtx, imageId: Id<'image'>, from: number, to: number): Promise<void> {
  await tx.db
    .updateTable('library_variants')
    .set({ version: to })
    .where('image_id', '=', imageId)
    .where('version', '=', from)
    .execute()
}

/** Lets go of every rendition of these images. The caller holds the locks on them, so that none is made meanwhile. */
export async function forgetVariants(tx: TxCtx, imageIds: readonly Id<'image'>[]): Promise<void> {
  await releaseBlobs(tx, imageIds.map(usedBy))
  await tx.db
    .deleteFrom('library_variants')
    .where('image_id', '=', sql<string>`any(${imageIds}::uuid[])`)
    .execute()
}
