import { type Master, type VariantFormat, contentTypeOf, openBytes, permits } from '#library/variants'
import type { Ctx } from '#platform/context'
import { isOpen } from './access.rules.ts'
import { type ReadyRow, imageNotFound, isReady } from './image.ts'
import { readImageId, requireAccess } from './require-access.ts'

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
  /** Whether they are for everybody, and anybody may keep them for ever. */
  readonly isOpen: boolean
}

/**
 * The bytes of an address. Public ones are for everybody; all others for whoever has an address that we signed for this
 * rendition and that still holds. Who asks is not known here, and does not count.
 *
 * @throws Refusal `image-not-found`, also for a width or format that is not offered
 */
export async function openImageBytes(ctx: Ctx, place: AddressedBytes): Promise<ImageBytes> {
  const { idText, version, width, format, until, sig } = place
  const imageId = readImageId(idText)
  // Looked at before the picture is, so that it takes as long whether there is one or not.
  const isPermitted =
    until !== undefined && sig !== undefined && permits(ctx, { imageId, version, width, format }, { until, sig })
  const row = await requireAccess(ctx, { kind: 'address', version, isPermitted }, idText, 'bytes')
  if (!isReady(row)) throw imageNotFound()

  const bytes = await openBytes(ctx, { imageId, version, width, format, master: masterOf(row) })
  if (!bytes) throw imageNotFound()
  return { ...described(bytes), contentType: contentTypeOf(format), isOpen: isOpen(row) }
}

/** What the renditions of a picture are made from. */
export const masterOf = (
  row: Pick<ReadyRow, 'width' | 'height' | 'animated' | 'master_hash' | 'master_format' | 'size_bytes'>,
): Master => ({
  hash: row.master_hash,
  format: row.master_format,
  width: row.width,
  height: row.height,
  sizeBytes: row.size_bytes,
  moves: row.animated,
})

export const described = (bytes: { readonly hash: string; readonly sizeBytes: number }) => ({
  hash: bytes.hash,
  sizeBytes: bytes.sizeBytes,
  etag: `"${bytes.hash}"`,
})
