/** A picture as the gallery shows it. */
export interface Tile {
  readonly id: string
  /** Path of its page. */
  readonly href: string
  readonly title: string
  /** Empty where its owner gave none; then the title stands in. */
  readonly alt: string
  /** Of the picture, in pixels. */
  readonly width: number
  readonly height: number
  readonly src: string
  readonly srcset: string
  readonly verdict: 'opaque' | 'transparent' | 'fake'
  /** A few pixels of the picture as a data address, to stand there until it is loaded. Only for what is opaque. */
  readonly under: string | null
}

/** A page of the gallery. */
export interface TilePage {
  readonly tiles: readonly Tile[]
  /** Continues after these; null at the end. */
  readonly nextCursor: string | null
}
