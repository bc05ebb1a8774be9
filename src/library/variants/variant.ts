import type { Id } from '#platform/ids'

/** The formats that renditions are made in. */
export const variantFormats = ['webp', 'avif', 'png', 'jpeg'] as const
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
}

const extensions = { webp: 'webp', avif: 'avif', png: 'png', jpeg: 'jpg', gif: 'gif' } as const

/** How the name of a file ends, without the dot. */
export const extensionOf = (format: Master['format']): string => extensions[format]

export const contentTypeOf = (format: Master['format']): string => `image/${format}`

/** Under which name the files of an image's renditions are counted as used. */
export const usedBy = (imageId: Id<'image'>): string => `library_variants:${imageId}`
