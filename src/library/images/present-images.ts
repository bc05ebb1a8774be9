import { type Actor, namesOf } from '#accounts/people'
import { attributionText, licenceOf } from '#library/licences'
import { addressOf, fileFormatOf, listVariants } from '#library/variants'
import type { AnyCtx } from '#platform/context'
import { showId } from '#platform/ids'
import { isOpen, isOwner } from './access.rules.ts'
import {
  type ImageFacts,
  type ImageRow,
  type ImageStatus,
  type ImageView,
  type ReadyImage,
  type ReadyRow,
  type Visibility,
  imageIdOf,
  isReady,
} from './image.ts'
import { slugOf } from './image.rules.ts'

/** Where a picture is: its page and its download, as paths on this site. */
export function addressesOf(row: Pick<ImageRow, 'id' | 'title'>): { readonly page: string; readonly download: string } {
  const id = showId('image', imageIdOf(row))
  return { page: `/p/${id}/${slugOf(row.title)}`, download: `/download/${id}` }
}

/** Rows as they are shown to somebody who may see them. Authors by their user name (promise G-26), never by address. */
export async function presentImages(ctx: AnyCtx, actor: Actor, rows: readonly ImageRow[]): Promise<ImageView[]> {
  const variants = await listVariants(ctx, rows.filter(isReady).map(imageIdOf))
  const names = await namesOf(
    ctx,
    rows.map((row) => row.owner_id),
  )
  return rows.map((row) => {
    const name = names.get(row.owner_id)
    const described = {
      id: showId('image', imageIdOf(row)),
      title: row.title,
      description: row.description,
      alt: row.alt,
      tags: row.tags,
      licence: licenceView(ctx, row, name?.username ?? ''),
      attribution: row.attribution,
      visibility: row.visibility as Visibility,
      author: name
        ? { username: name.username, ...(name.displayName === null ? {} : { displayName: name.displayName }) }
        : null,
      isOwn: isOwner(actor, row, 'images:write'),
      contentHash: row.content_hash,
      variants: (variants.get(imageIdOf(row)) ?? [])
        .filter(({ version }) => version === row.version)
        .map((variant) => ({
          width: variant.width,
          height: variant.height,
          format: fileFormatOf(variant.format),
          animated: row.animated === true && (variant.format === 'webp' || variant.format === 'gif'),
          url: addressOf(ctx, variant, isOpen(row)),
          bytes: variant.sizeBytes,
        })),
      ...addressesOf(row),
      createdAt: row.created_at,
      ...(row.deleted_at && row.purge_at ? { purgeAt: row.purge_at } : {}),
    }
    if (isReady(row)) return { status: 'ready', ...described, ...factsOf(row) }
    return { status: row.status as Exclude<ImageStatus, 'ready'>, ...described, ...noFacts, refusal: refusalOf(row) }
  })
}

export async function presentImage(ctx: AnyCtx, actor: Actor, row: ImageRow): Promise<ImageView> {
  const [view] = await presentImages(ctx, actor, [row])
  if (!view) throw new Error('one row has one view')
  return view
}

function licenceView(ctx: AnyCtx, row: ImageRow, username: string): ReadyImage['licence'] {
  const licence = licenceOf(row.licence)
  if (!licence) throw new Error(`a picture has the licence ${row.licence}, which is not on the list`)
  const page = new URL(addressesOf(row).page, ctx.config.origin).href
  const author = row.attribution || username
  return {
    code: licence.code,
    name: licence.name,
    url: licence.url,
    attribution: attributionText({ title: row.title, author, licence, page }),
  }
}

function factsOf(row: ReadyRow): ImageFacts {
  return {
    width: row.width,
    height: row.height,
    bytes: row.size_bytes,
    format: row.format,
    animated: row.animated,
    pixelHash: row.pixel_hash,
    transparency: { verdict: row.transparency, share: row.transparent_share },
    palette: row.palette,
    thumbhash: row.thumbhash,
  }
}

const noFacts = {
  width: null,
  height: null,
  bytes: null,
  format: null,
  animated: null,
  pixelHash: null,
  transparency: null,
  palette: null,
  thumbhash: null,
}

const refusalOf = (row: ImageRow): { readonly code: string; readonly message: string } | null =>
  row.refusal_code === null ? null : { code: row.refusal_code, message: row.refusal_message ?? '' }
