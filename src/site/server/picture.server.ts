import type { House } from '#app'
import type { ImageView } from '#library/images'
import { litOf } from '#site/ui/lit.ts'
import type { Motion, PictureFacts, Sources } from '#site/ui/picture-facts.ts'
import { stillsOf, underOf } from './tiles.server.ts'

/**
 * An image as its own page shows it.
 *
 * @param asked what its reader asked for: that it moves, that it stands still, or nothing
 */
export function presentPicture(house: House, image: ImageView, asked: string | null): PictureFacts {
  const { origin } = house.ctx.config
  const licence = house.licences.licenceOf(image.licence.code)
  const renditions = stillsOf(image)
  const widest = renditions.at(-1) ?? image.variants.at(-1)
  const avif = image.variants.filter(({ format }) => format === 'avif')
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
    still: sourcesOf(renditions),
    avifSrcset: avif.length > 0 ? srcsetOf(bestOf(renditions, avif)) : null,
    avifWidest: avif.at(-1) ?? null,
    motion: image.animated ? motionOf(image, asked) : null,
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

type Rendition = ImageView['variants'][number]

const srcsetOf = (renditions: readonly Rendition[]): string =>
  renditions.map(({ url, width }) => `${url} ${width}w`).join(', ')

const sourcesOf = (renditions: readonly Rendition[]): Sources => ({
  src: renditions.at(-1)?.url ?? '',
  srcset: srcsetOf(renditions),
})

/** For browsers that know AVIF, and so WebP too: of each width the AVIF where there is one. */
const bestOf = (webp: readonly Rendition[], avif: readonly Rendition[]): readonly Rendition[] =>
  webp.map((one) => avif.find(({ width }) => width === one.width) ?? one)

/** Of a picture with much to move, the renditions that move are made a while after it was taken in. */
function motionOf(image: ImageView, asked: string | null): Motion {
  const moving = image.variants.filter(({ format, animated }) => format === 'webp' && animated)
  if (moving.length === 0) return { state: 'preparing' }
  return { state: asked === 'still' || asked === 'moving' ? asked : 'unasked', ...sourcesOf(moving) }
}
