import { rgbaToDataURL, thumbHashToRGBA } from 'thumbhash'
import type { ImageView, ReadyImage } from '#library/images'
import { type Lit, litOf } from '#site/ui/lit.ts'
import type { Thumb } from '#site/ui/thumb.ts'
import type { Tile } from '#site/ui/tile.ts'

/** How many pictures a page of the gallery shows: about two screens of a large window. */
export const tilesPerPage = 36

/** The widest rendition that a tile can need: 270 px high at three to one, and a little more for denser screens. */
const tileWidthMax = 960
/** Narrower ones are for lists of small pictures. */
const tileWidthMin = 320

/** A public image as the gallery shows it. */
export function tileOf(image: ReadyImage): Tile {
  const renditions = stillsOf(image)
  const avif = new Set(image.variants.filter(({ format }) => format === 'avif').map(({ width }) => width))
  const widths = renditions.map(({ width }) => width)
  const fitting = widths.filter((width) => width >= tileWidthMin && width <= tileWidthMax)
  const offered = fitting.length > 0 ? fitting : widths.slice(-1)
  return {
    id: image.id,
    slug: image.page.slice(image.page.lastIndexOf('/') + 1),
    title: image.title,
    alt: image.alt,
    width: image.width,
    height: image.height,
    version: versionIn(renditions[0]?.url ?? ''),
    widths: offered,
    ...(offered.some((width) => avif.has(width)) ? { avif: offered.filter((width) => avif.has(width)) } : {}),
    ...(image.animated ? { moves: true } : {}),
    verdict: image.transparency.verdict,
    ...(image.transparency.verdict === 'opaque' ? { under: underOf(image.thumbhash) } : litIn(image.palette)),
  }
}

/** What stands still: of a moving picture its first frame. WebP, narrowest first. */
export const stillsOf = ({ variants }: Pick<ImageView, 'variants'>): ImageView['variants'] =>
  variants.filter(({ format, animated }) => format === 'webp' && !animated)

/** Left out where either paper will do: a page sends many tiles. */
function litIn(palette: readonly string[]): { readonly lit?: Lit } {
  const lit = litOf(palette)
  return lit ? { lit } : {}
}

/** `/i/img_…-3/640.webp` is of version 3. */
function versionIn(url: string): number {
  return Number(/-(\d+)\/\d+(?:\.still)?\.webp$/.exec(url)?.[1] ?? 1)
}

/** An image in a list of its owner's, where it may be private: then its addresses are signed, and given as they are. */
export function thumbOf(image: ImageView): Thumb {
  const renditions = stillsOf(image).filter(({ width }) => width <= tileWidthMax)
  return {
    id: image.id,
    href: image.page,
    title: image.title,
    alt: image.alt,
    width: image.width ?? 1,
    height: image.height ?? 1,
    src: (renditions.find(({ width }) => width >= tileWidthMin) ?? renditions.at(-1))?.url ?? '',
    srcset: renditions.map(({ url, width }) => `${url} ${width}w`).join(', '),
    status: image.status,
    visibility: image.visibility,
  }
}

/** Longest side of the picture that stands in for one not loaded yet. Browsers smooth it; more would only weigh more. */
const underSidePx = 4

/** The picture of a ThumbHash in a handful of pixels, as a data address of about 200 bytes. */
export function underOf(thumbhash: string): string {
  const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, 'base64'))
  const scale = underSidePx / Math.max(w, h)
  const width = Math.max(2, Math.round(w * scale))
  const height = Math.max(2, Math.round(h * scale))
  const small = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = { x: Math.floor((x * w) / width), y: Math.floor((y * h) / height) }
      const to = { x: Math.ceil(((x + 1) * w) / width), y: Math.ceil(((y + 1) * h) / height) }
      small.set(meanColour(rgba, w, from, to), (y * width + x) * 4)
    }
  }
  return rgbaToDataURL(width, height, small)
}

interface Point {
  readonly x: number
  readonly y: number
}

function meanColour(rgba: Uint8Array, width: number, from: Point, to: Point): [number, number, number, number] {
  const sum = [0, 0, 0]
  let count = 0
  for (let y = from.y; y < to.y; y++) {
    for (let x = from.x; x < to.x; x++) {
      const at = (y * width + x) * 4
      for (let channel = 0; channel < 3; channel++) sum[channel]! += rgba[at + channel]!
      count++
    }
  }
  // Coarse steps: nobody sees them under a blur, and they compress.
  const [red = 0, green = 0, blue = 0] = sum.map((value) => Math.round(value / count / 8) * 8)
  return [Math.min(red, 255), Math.min(green, 255), Math.min(blue, 255), 255]
}
