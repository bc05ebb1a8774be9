import { type Master, type VariantFormat, contentTypeOf, openBytes, permits } from '#library/variants'
import type { Ctx } from '#platform/context'
import { readImageId } from './get-image.ts'
import { type ReadyRow, imageNotFound } from './image.ts'

/** The parts of an address of bytes. */
export interface AddressedBytes {
  /** `img_…` */
  readonly idText: string
  readonly version: number
  readonly width: number
  readonly format: VariantFormat
  readonly until?: number
  readonly sig?: string
}

export interface ImageBytes {
  readonly hash: string
  readonly sizeBytes: number
  readonly contentType: string
  /** Strong, in quotes: the hash of the bytes. */
  readonly etag: string
  /** Whether anybody may keep them for ever. */
  readonly immutable: boolean
}

/**
 * The bytes of an address. Public ones are for everybody; all others for whoever has an address that we signed and that
 * still holds. Who asks is not known here, and does not count.
 *
 * @throws Refusal `image-not-found`, also for a width or format that is not offered
 */
export async function openImageBytes(ctx: Ctx, place: AddressedBytes): Promise<ImageBytes> {
  const imageId = readImageId(place.idText)
  const row = await ctx.db
    .selectFrom('library_images')
    .where('id', '=', imageId)
    .where('version', '=', place.version)
    .where('status', '=', 'ready')
    .where('deleted_at', 'is', null)
    .select(['visibility', ...masterColumns])
    .executeTakeFirst()
  if (!row) throw imageNotFound()
  const isOpen = row.visibility === 'public'
  const { until, sig } = place
  const isPermitted =
    until !== undefined && sig !== undefined && permits(ctx, { imageId, version: place.version }, { until, sig })
  if (!isOpen && !isPermitted) throw imageNotFound()

  const bytes = await openBytes(ctx, { ...place, imageId, master: masterOf(row as MasterRow) })
  if (!bytes) throw imageNotFound()
  return { ...described(bytes), contentType: contentTypeOf(place.format), immutable: isOpen }
}

const masterColumns = ['width', 'height', 'master_hash', 'master_format', 'size_bytes'] as const
/** Of a picture that is ready nothing of this is missing: the check of the table says so. */
type MasterRow = Pick<ReadyRow, (typeof masterColumns)[number]>

/** What the renditions of a picture are made from. */
export const masterOf = (row: MasterRow): Master => ({
  hash: row.master_hash,
  format: row.master_format,
  width: row.width,
  height: row.height,
  sizeBytes: row.size_bytes,
})

export const described = (bytes: { readonly hash: string; readonly sizeBytes: number }) => ({
  hash: bytes.hash,
  sizeBytes: bytes.sizeBytes,
  etag: `"${bytes.hash}"`,
})
