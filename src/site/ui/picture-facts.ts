import type { Lit } from './lit.ts'

export interface Sources {
  readonly src: string
  readonly srcset: string
}

/**
 * Whether a moving picture moves on its page: as its reader asked, and unasked unless their system says that they want
 * less motion. It can always be paused (WCAG 2.2, 2.2.2).
 */
export type Motion = { readonly state: 'preparing' } | ({ readonly state: 'unasked' | 'still' | 'moving' } & Sources)

/** A picture as its own page shows it. */
export interface PictureFacts {
  readonly id: string
  readonly status: 'ready' | 'processing' | 'refused'
  /** Why it was not taken, in words. */
  readonly refusal: string | null
  /** Whether the reader may edit and delete it. */
  readonly isOwn: boolean
  readonly title: string
  readonly description: string
  readonly alt: string
  readonly tags: readonly string[]
  readonly visibility: 'public' | 'unlisted' | 'private'
  readonly author: { readonly username: string; readonly displayName?: string } | null
  readonly licence: {
    readonly code: string
    readonly name: string
    readonly url: string | null
    /** What it allows, in a sentence. */
    readonly summary: string
  }
  /** The line to copy beside the picture. */
  readonly credit: string
  /** In pixels. */
  readonly width: number
  readonly height: number
  readonly sizeBytes: number
  readonly format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'
  readonly animated: boolean
  readonly transparency: { readonly verdict: 'opaque' | 'transparent' | 'fake'; readonly share: number }
  /** `#rrggbb`, the most of the picture first. */
  readonly palette: readonly string[]
  /** What stands still: the picture, or the first frame of one that moves. */
  readonly still: Sources
  /** For browsers that know AVIF; null where there is none. */
  readonly avifSrcset: string | null
  /** The largest AVIF that can be downloaded; null where there is none. */
  readonly avifWidest: { readonly width: number; readonly height: number } | null
  /** Of a picture that moves; null for all others. */
  readonly motion: Motion | null
  /** As of a tile. */
  readonly under: string | null
  /** The paper it needs to be seen, where it is transparent. */
  readonly lit: Lit | null
  /** Path of the download. */
  readonly download: string
  readonly createdAt: Date
  /** Absolute address of the page. */
  readonly page: string
  /** What other sites show when this page is shared. */
  readonly shareImage: { readonly url: string; readonly width: number; readonly height: number } | null
}

/** Widths offered for download, in pixels; the original comes first. */
const downloadWidths = [2560, 1920, 1280, 640, 320]

export interface DownloadSize {
  /** `original`, or a width in pixels. */
  readonly code: string
  readonly width: number
  readonly height: number
}

/** The sizes of a picture that can be downloaded: its own, and every smaller step. */
export function downloadSizes(width: number, height: number): DownloadSize[] {
  return [
    { code: 'original', width, height },
    ...downloadWidths
      .filter((step) => step < width)
      .map((step) => ({ code: String(step), width: step, height: Math.max(1, Math.round((height * step) / width)) })),
  ]
}

/** schema.org ImageObject, as text that is safe inside a script element. */
export function imageObject(picture: PictureFacts): string {
  const { shareImage, licence, author } = picture
  const data = {
    '@context': 'https://schema.org/',
    '@type': 'ImageObject',
    name: picture.title || undefined,
    description: picture.description || picture.alt || undefined,
    contentUrl: shareImage?.url,
    url: picture.page,
    width: picture.width,
    height: picture.height,
    license: licence.url ?? picture.page,
    acquireLicensePage: picture.page,
    creditText: picture.credit || undefined,
    creator: author ? { '@type': 'Person', name: author.displayName ?? author.username } : undefined,
    keywords: picture.tags.join(', ') || undefined,
    uploadDate: picture.createdAt.toISOString(),
  }
  // A title may hold `</script>` or `<!--`; escaped, the text stays JSON of the same value.
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
