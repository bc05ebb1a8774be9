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

/** The addresses of a tile's renditions. */
export function sourcesOf({ id, version, widths }: Tile): { readonly src: string; readonly srcset: string } {
  const address = (width: number): string => `/i/${id}-${version}/${width}.webp`
  return {
    src: address(widths.find((width) => width >= plainWidth) ?? widths.at(-1) ?? plainWidth),
    srcset: widths.map((width) => `${address(width)} ${width}w`).join(', '),
  }
}
