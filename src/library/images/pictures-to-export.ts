import { extensionOf, listVariants } from '#library/variants'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'
import type { PictureToExport } from '#privacy/export'
import { imageColumns, imageIdOf } from './image.ts'
import { slugOf } from './image.rules.ts'
import { addressesOf } from './present-images.ts'

/** So many are read at once. */
const batchSize = 100

/** How many pictures `eachPictureToExport` gives. */
export async function countPicturesToExport(ctx: Ctx, personId: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('library_images')
    .where('owner_id', '=', personId)
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Every picture of a person, in whatever state, the oldest first. One without a master has only what is said of it. */
export async function* eachPictureToExport(ctx: Ctx, personId: string): AsyncGenerator<PictureToExport> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await ctx.db
      .selectFrom('library_images')
      .where('owner_id', '=', personId)
      .where('id', '>', after)
      .select(imageColumns)
      .orderBy('id')
      .limit(batchSize)
      .execute()
    const variants = await listVariants(ctx, rows.map(imageIdOf))
    for (const row of rows) {
      // Still, where there is one, so that a page of many does not flicker.
      const small = (variants.get(imageIdOf(row)) ?? [])
        .filter(({ version, format }) => version === row.version && (format === 'webp' || format === 'still'))
        .toSorted((a, b) => a.width - b.width || Number(b.format === 'still') - Number(a.format === 'still'))
        .find(({ width }) => width >= 240)
      yield {
        about: {
          id: showId('image', imageIdOf(row)),
          title: row.title,
          description: row.description,
          alt: row.alt,
          tags: row.tags,
          licence: row.licence,
          attribution: row.attribution,
          visibility: row.visibility,
          status: row.status,
          page: new URL(addressesOf(row).page, ctx.config.origin).href,
          createdAt: row.created_at.toISOString(),
          deletedAt: row.deleted_at?.toISOString() ?? null,
        },
        slug: slugOf(row.title),
        master:
          row.master_hash === null || row.master_format === null || row.size_bytes === null
            ? null
            : {
                hash: row.master_hash,
                sizeBytes: row.size_bytes,
                extension: extensionOf(row.master_format as 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'),
              },
        thumbnail: small
          ? { hash: small.hash, sizeBytes: small.sizeBytes, extension: extensionOf(small.format) }
          : null,
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < batchSize) return
    after = last.id
  }
}
