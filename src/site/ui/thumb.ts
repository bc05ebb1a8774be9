/** One of the reader's own pictures in a list. */
export interface Thumb {
  readonly id: string
  /** Path of its page. */
  readonly href: string
  readonly title: string
  readonly alt: string
  /** Of the picture, in pixels; 1 while they are not known. */
  readonly width: number
  readonly height: number
  /** Empty while there is nothing to show. */
  readonly src: string
  readonly srcset: string
  readonly status: 'ready' | 'processing' | 'refused'
  readonly visibility: 'public' | 'unlisted' | 'private'
}
