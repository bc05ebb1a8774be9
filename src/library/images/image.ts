import type { Selectable } from 'kysely'
import type { DB } from '#platform/db'
import type { Id } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'

export const visibilities = ['public', 'unlisted', 'private'] as const
export type Visibility = (typeof visibilities)[number]

export type ImageStatus = 'processing' | 'ready' | 'refused'
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'
export type Verdict = 'opaque' | 'transparent' | 'fake'

/** What is measured of a picture. */
export interface ImageFacts {
  readonly width: number
  readonly height: number
  /** Of the original as it is served: without what was stripped. */
  readonly bytes: number
  /** Of the upload. */
  readonly format: ImageFormat
  readonly animated: boolean
  /** SHA-256, hex: the same for every lossless file of the same picture. */
  readonly pixelHash: string
  readonly transparency: { readonly verdict: Verdict; readonly share: number }
  /** `#rrggbb`, the most of the picture first. */
  readonly palette: readonly string[]
  /** Base64. */
  readonly thumbhash: string
}

/** What is said of a picture, and where it is. Addresses are paths on this site. */
interface Described {
  /** `img_…` */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly alt: string
  readonly tags: readonly string[]
  readonly licence: {
    readonly code: string
    readonly name: string
    readonly url: string | null
    /** The credit line to copy. */
    readonly attribution: string
  }
  /** Whom to credit, as the owner wrote it; empty where that is the owner. */
  readonly attribution: string
  readonly visibility: Visibility
  readonly author: { readonly username: string; readonly displayName?: string } | null
  /** Whether the asker may edit and delete it. */
  readonly isOwn: boolean
  /** SHA-256 of the uploaded file, hex. */
  readonly contentHash: string
  readonly variants: readonly {
    readonly width: number
    readonly height: number
    readonly format: string
    /** Whether it moves. */
    readonly animated: boolean
    readonly url: string
    readonly bytes: number
  }[]
  readonly page: string
  readonly download: string
  readonly createdAt: Date
  /** Of a deleted one: until when it can be restored. */
  readonly purgeAt?: Date
}

export interface ReadyImage extends Described, ImageFacts {
  readonly status: 'ready'
}

type NoFacts = { readonly [Fact in keyof ImageFacts]: null }

/** One whose facts are not known yet, or that was found to be no good. */
export interface UnreadyImage extends Described, NoFacts {
  readonly status: 'processing' | 'refused'
  readonly refusal: { readonly code: string; readonly message: string } | null
}

/** A picture as it is shown to somebody. */
export type ImageView = ReadyImage | UnreadyImage

/** What the verbs of this room read of a row. */
export const imageColumns = [
  ...(['id', 'owner_id', 'status', 'refusal_code', 'refusal_message', 'refusal_status', 'duplicate_of'] as const),
  ...(['visibility', 'title', 'description', 'alt', 'tags', 'licence', 'attribution', 'version'] as const),
  ...(['width', 'height', 'format', 'animated', 'content_hash', 'pixel_hash', 'transparency'] as const),
  ...(['transparent_share', 'palette', 'thumbhash', 'master_hash', 'master_format', 'size_bytes'] as const),
  ...(['created_at', 'published_at', 'deleted_at', 'purge_at', 'hidden_at'] as const),
] as const

export type ImageRow = Pick<Selectable<DB['library_images']>, (typeof imageColumns)[number]>

/** The row of a picture that was measured: the check of the table says that nothing is missing. */
export interface ReadyRow extends ImageRow {
  readonly width: number
  readonly height: number
  readonly format: ImageFormat
  readonly animated: boolean
  readonly pixel_hash: string
  readonly transparency: Verdict
  readonly transparent_share: number
  readonly palette: string[]
  readonly thumbhash: string
  readonly master_hash: string
  readonly master_format: ImageFormat
  readonly size_bytes: number
}

export const isReady = (row: ImageRow): row is ReadyRow => row.status === 'ready'

export const imageIdOf = (row: Pick<ImageRow, 'id'>): Id<'image'> => row.id as Id<'image'>

/** No such picture, or none that the asker may see. */
export const imageNotFound = (): Refusal => notFound('image-not-found', 'There is no such picture.')

/** Under which name the uploaded file is counted as used until it is developed. */
export const uploadUsedBy = (imageId: string): string => `library_images:${imageId}:upload`
/** Under which name the master is. */
export const masterUsedBy = (imageId: string): string => `library_images:${imageId}`
