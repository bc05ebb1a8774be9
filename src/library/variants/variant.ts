import type { Id } from '#platform/ids'

/**
 * The formats that renditions are made in. Of a moving picture, `webp` and `gif` move; `still` is WebP of its first frame.
 */
export const variantFormats = ['webp', 'avif', 'png', 'jpeg', 'gif', 'still'] as const
export type VariantFormat = (typeof variantFormats)[number]

/** A rendition that exists. */
export interface Variant {
  readonly imageId: Id<'image'>
  readonly version: number
  readonly width: number
  readonly height: number
  readonly format: VariantFormat
  readonly hash: string
  readonly sizeBytes: number
}

/** What renditions are made from. */
export interface Master {
  readonly hash: string
  readonly format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'
  readonly width: number
  readonly height: number
  readonly sizeBytes: number
  /** Whether it has more than one frame. */
  readonly moves: boolean
}

const extensions = { webp: 'webp', avif: 'avif', png: 'png', jpeg: 'jpg', gif: 'gif', still: 'still.webp' } as const

/** How the name of a file ends, without the dot. */
export const extensionOf = (format: VariantFormat): string => extensions[format]

/** The other way round; null for an ending that is none of ours. */
export const formatOf = (extension: string): VariantFormat | null =>
  variantFormats.find((format) => extensions[format] === extension) ?? null

/** The format of the file itself. */
export const fileFormatOf = (format: VariantFormat): Master['format'] => (format === 'still' ? 'webp' : format)

export const contentTypeOf = (format: VariantFormat): string => `image/${fileFormatOf(format)}`

/** Under which name the files of an image's renditions are counted as used. */
export const usedBy = (imageId: Id<'image'>): string => `library_variants:${imageId}`
