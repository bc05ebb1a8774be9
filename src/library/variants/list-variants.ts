import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { Variant, VariantFormat } from './variant.ts'

/** The renditions of images, by image, narrowest first. */
export async function listVariants(
  ctx: AnyCtx,
  imageIds: readonly Id<'image'>[],
): Promise<ReadonlyMap<Id<'image'>, readonly Variant[]>> {
  if (imageIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('library_variants')
    .where('image_id', 'in', imageIds)
    .select(['image_id', 'version', 'width', 'height', 'format', 'blob_hash', 'size_bytes'])
    .orderBy('width')
    .orderBy('format')
    .execute()
  return Map.groupBy(
    rows.map((row) => ({
      imageId: row.image_id as Id<'image'>,
      version: row.version,
      width: row.width,
      height: row.height,
      format: row.format as VariantFormat,
      hash: row.blob_hash,
      sizeBytes: row.size_bytes,
    })),
    ({ imageId }) => imageId,
  )
}
