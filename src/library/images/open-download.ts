import * as z from 'zod'
import type { Actor } from '#accounts/people'
import { countDownload } from '#library/search'
import { contentTypeOf, extensionOf, listVariants, offeredWidths, openBytes } from '#library/variants'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { isFindable } from './access.rules.ts'
import { type ReadyRow, imageIdOf, imageNotFound, isReady } from './image.ts'
import { slugOf } from './image.rules.ts'
import { type ImageBytes, described, masterOf } from './open-image-bytes.ts'
import { requireAccess } from './require-access.ts'

export const DownloadInput = z.strictObject({
  id: z.string().max(80),
  /** A width in pixels that is offered, or the picture in its own size. */
  size: z.union([z.literal('original'), z.coerce.number().int().min(1).max(100_000)]).default('original'),
  /** Its own where none is given. */
  format: z
    .preprocess(
      (value) => (value === 'jpg' ? 'jpeg' : value),
      z.enum(['png', 'jpeg', 'webp', 'avif', 'gif']).optional(),
    )
    .optional(),
})
export type DownloadInput = z.output<typeof DownloadInput>

export interface Download extends Omit<ImageBytes, 'isOpen'> {
  /** Made of the title: what the file was called when it was uploaded is not known any more. ASCII without quotes. */
  readonly fileName: string
}

/**
 * A picture to keep, in a size and format, and counted if it is public. A moving picture moves as GIF and WebP; in the
 * other formats it is its first frame. AVIF is not made for whoever waits: it comes in the largest size there is that is
 * no wider than what was asked for.
 *
 * @throws Refusal `image-not-found`, `size-not-offered`
 */
export async function openDownload(ctx: Ctx, actor: Actor, input: DownloadInput): Promise<Download> {
  const row = await requireAccess(ctx, actor, input.id, 'download')
  if (!isReady(row)) throw imageNotFound()
  const asked = wanted(row, input)
  const { width, format } = asked.format === 'avif' ? await nearestAvif(ctx, row, asked.width) : asked
  const bytes = await bytesOf(ctx, row, width, format)
  if (!bytes) throw sizeNotOffered(row)
  if (isFindable(row)) countDownload(ctx, imageIdOf(row))
  return {
    ...described(bytes),
    contentType: contentTypeOf(format),
    fileName: `${slugOf(row.title)}-${width}.${extensionOf(format)}`,
  }
}

/** Without a format: the picture as it is kept; smaller, in its own format, or one that holds as much where that is rare. */
function wanted(row: ReadyRow, { size, format }: DownloadInput): { width: number; format: ReadyRow['master_format'] } {
  const width = size === 'original' ? row.width : size
  if (format !== undefined) return { width, format }
  if (width === row.width || ['png', 'jpeg', 'webp'].includes(row.master_format)) {
    return { width, format: row.master_format }
  }
  return { width, format: row.animated ? 'webp' : 'png' }
}

async function nearestAvif(ctx: Ctx, row: ReadyRow, width: number): Promise<{ width: number; format: 'avif' }> {
  if (row.master_format === 'avif' && width === row.width) return { width, format: 'avif' }
  const variants = (await listVariants(ctx, [imageIdOf(row)])).get(imageIdOf(row)) ?? []
  const widths = variants
    .filter((variant) => variant.format === 'avif' && variant.version === row.version && variant.width <= width)
    .map((variant) => variant.width)
  return { width: widths.at(-1) ?? width, format: 'avif' }
}

async function bytesOf(ctx: Ctx, row: ReadyRow, width: number, format: ReadyRow['master_format']) {
  const master = masterOf(row)
  if (width === master.width && format === master.format) return { hash: master.hash, sizeBytes: master.sizeBytes }
  return openBytes(ctx, { imageId: imageIdOf(row), version: row.version, width, format, master })
}

function sizeNotOffered(row: ReadyRow): Refusal {
  const widths = offeredWidths(row.width).join(', ')
  return new Refusal(
    'invalid',
    'size-not-offered',
    `This picture can be downloaded in the widths ${widths}, as png, jpeg${row.animated ? ', gif' : ''} or webp, or as original.`,
  )
}
