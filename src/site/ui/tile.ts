import type { Lit } from './lit.ts'

/**
 * A public picture as the gallery shows it. A page sends some forty of them twice, as HTML and as data, so what can be
 * derived is not in it.
 */
export interface Tile {
  readonly id: string
  /** Last part of the address of its page. */
  readonly slug: string
  readonly title: string
  /** Empty where its owner gave none; then the title stands in. */
  readonly alt: string
  /** Of the picture, in pixels. */
  readonly width: number
  readonly height: number
  /** Counts up when its bytes change; part of their address. */
  readonly version: number
  /** Widths of its WebP renditions that a tile may need, ascending. */
  readonly widths: readonly number[]
  /** Those of them that there is an AVIF of, where there is any. */
  readonly avif?: readonly number[]
  /** Set for one that moves; on a tile it stands still. */
  readonly moves?: true
  readonly verdict: 'opaque' | 'transparent' | 'fake'
  /** A few pixels of the picture as a data address, to stand there until it is loaded. Only for what is opaque. */
  readonly under?: string
  /** The paper it needs to be seen. Only for what is transparent. */
  readonly lit?: Lit
}

/** A page of the gallery. */
export interface TilePage {
  readonly tiles: readonly Tile[]
  /** Continues after these; null at the end. */
  readonly nextCursor: string | null
}

/** The rendition for browsers that do not choose. */
const plainWidth = 480

export const hrefOf = ({ id, slug }: Tile): string => `/p/${id}/${slug}`

export interface TileSources {
  readonly src: string
  readonly srcset: string
  /** For browsers that know AVIF; null where there is none. */
  readonly avifSrcset: string | null
}

/**
 * The addresses of a tile's renditions. Whoever knows AVIF knows WebP too, so a width of which there is no AVIF is given
 * to them as WebP.
 */
export function sourcesOf({ id, version, widths, avif, moves }: Tile): TileSources {
  const address = (width: number, ending: string): string => `/i/${id}-${version}/${width}.${ending}`
  const webp = moves ? 'still.webp' : 'webp'
  const srcset = (endingOf: (width: number) => string): string =>
    widths.map((width) => `${address(width, endingOf(width))} ${width}w`).join(', ')
  return {
    src: address(widths.find((width) => width >= plainWidth) ?? widths.at(-1) ?? plainWidth, webp),
    srcset: srcset(() => webp),
    avifSrcset: avif ? srcset((width) => (avif.includes(width) ? 'avif' : webp)) : null,
  }
}
