/** What an ad shows of itself. */
export interface PreviewedAd {
  readonly headline: string
  readonly text?: string | undefined
  /** Call to action: the words on the button. */
  readonly cta?: string | undefined
  /** Whose ad it is, as people read it beside the label. */
  readonly advertiser?: string | undefined
  readonly image?: { readonly src: string; readonly width: number; readonly height: number } | undefined
  /** Where the button leads; without it the button is only drawn. */
  readonly href?: string | undefined
}

/** The picture that an ad stands in. Sizes are in pixels and reserve its room. */
export interface PreviewedPicture {
  readonly src: string
  readonly srcset?: string | undefined
  readonly sizes?: string | undefined
  readonly width: number
  readonly height: number
  readonly alt: string
}
