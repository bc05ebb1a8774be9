import type { House } from '#app'
import type { ImageView } from '#library/images'
import { litOf } from '#site/ui/lit.ts'
import type { PictureFacts } from '#site/ui/picture-facts.ts'
import { underOf } from './tiles.server.ts'

/** An image as its own page shows it. */
export function presentPicture(house: House, image: ImageView): PictureFacts {
  const { origin } = house.ctx.config
  const licence = house.licences.licenceOf(image.licence.code)
  const renditions = image.variants.filter(({ format }) => format === 'webp')
  const widest = renditions.at(-1) ?? image.variants.at(-1)
  const shareable = renditions.findLast(({ width }) => width <= 1280) ?? widest
  return {
    id: image.id,
    status: image.status,
    refusal: image.status === 'ready' ? null : (image.refusal?.message ?? null),
    isOwn: image.isOwn,
    title: image.title,
    description: image.description,
    alt: image.alt,
    tags: image.tags,
    visibility: image.visibility,
    author: image.author,
    licence: {
      code: image.licence.code,
      name: image.licence.name,
      url: image.licence.url,
      summary: licence?.summary ?? '',
    },
    credit: image.licence.attribution,
    width: image.width ?? 1,
    height: image.height ?? 1,
    sizeBytes: image.bytes ?? 0,
    format: image.format ?? 'png',
    animated: image.animated ?? false,
    transparency: image.transparency ?? { verdict: 'opaque', share: 0 },
    palette: image.palette ?? [],
    src: widest?.url ?? '',
    srcset: renditions.map(({ url, width }) => `${url} ${width}w`).join(', '),
    lit: image.transparency?.verdict === 'transparent' ? (litOf(image.palette ?? []) ?? null) : null,
    under: image.transparency?.verdict === 'opaque' && image.thumbhash ? underOf(image.thumbhash) : null,
    download: image.download,
    createdAt: image.createdAt,
    page: new URL(image.page, origin).href,
    shareImage: shareable
      ? { url: new URL(shareable.url, origin).href, width: shareable.width, height: shareable.height }
      : null,
  }
}
