/** The kinds of picture that are taken, kept and served. */
export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'
/** The kinds that a rendition may be made in. `still` is WebP of the first frame of a moving picture. */
export type RenditionFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'gif' | 'still'

/** What the header of a picture says. Sizes are in pixels, of one frame, as seen: after the orientation was applied. */
export interface PictureHeader {
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly hasAlpha: boolean
  /** EXIF orientation of the file, 1 to 8. */
  readonly orientation: number
  readonly bytes: number
}

/** Who made a picture and what others may do with it, as carried inside the file. Plain text, one line each. */
export interface Rights {
  readonly creator?: string
  /** The notice: "© 2026 Ada Example". */
  readonly copyright?: string
  /** How to credit. */
  readonly credit?: string
  /** Terms in words. */
  readonly usageTerms?: string
  /** An http or https address of the licence. */
  readonly licenceUrl?: string
}

/** `share`: how much of the area one sees through, 0 to 1: the mean over all pixels of all frames of 1 − alpha/255. */
export interface Transparency {
  readonly share: number
  readonly verdict: 'opaque' | 'transparent' | 'fake'
}

/** A file that was written. */
export interface MadeFile<Format extends PictureFormat = PictureFormat> {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly format: Format
  readonly bytes: number
  /** Hex, of the file. */
  readonly sha256: string
}

export interface DevelopInput {
  /** The upload, as it came. */
  readonly path: string
  /** An empty folder; what was written into it when a picture is refused is the caller's to remove. */
  readonly outDir: string
  /** Each field given here replaces that of the file. */
  readonly rights?: Rights
}

export interface DevelopedPicture {
  /** Of one frame, as seen. */
  readonly width: number
  readonly height: number
  /** Of the upload; the master may be of another format where its own would take too long. */
  readonly format: PictureFormat
  readonly bytes: number
  readonly frames: number
  readonly animated: boolean
  /** How long one round of all frames is shown; 0 where nothing moves. */
  readonly roundMs: number
  /** How often all frames come round; 0 for without end, 1 where nothing moves. */
  readonly rounds: number
  /** SHA-256 of the upload, hex. */
  readonly contentHash: string
  /** SHA-256 of what one sees, hex: the same for every lossless file of the same picture. */
  readonly pixelHash: string
  readonly transparency: Transparency
  /** Up to six colours, `#rrggbb`, the most of the picture first; none where nothing is to be seen. */
  readonly palette: readonly string[]
  /** ThumbHash with alpha, base64. */
  readonly thumbhash: string
  /** What the master carries: the file's own fields under those that were given. */
  readonly rights: Rights
  readonly master: MadeFile
  /**
   * WebP, narrowest first. Those of a moving picture move; there are none where it has so much to move that this is left
   * to `makeMoving`.
   */
  readonly variants: readonly MadeFile<'webp'>[]
  /** Of a moving picture: its first frame in each width, WebP, narrowest first. */
  readonly stills: readonly MadeFile<'webp'>[]
  /** How long each part of the work took, whole milliseconds. */
  readonly stages: Readonly<Record<'read' | 'decode' | 'encode' | 'facts', number>>
}

export interface AvifInput {
  readonly masterPath: string
  /** An empty folder. */
  readonly outDir: string
  /** Widths up to that of the master, in pixels, and how large a file of each may be to be worth it. */
  readonly sizes: readonly { readonly width: number; readonly bytesMax: number }[]
  readonly rights?: Rights
}

export interface MovingInput {
  readonly masterPath: string
  /** An empty folder. */
  readonly outDir: string
  /** Up to that of the master, in pixels. */
  readonly widths: readonly number[]
  readonly rights?: Rights
}

export interface RenderInput {
  readonly masterPath: string
  /** In pixels; a width over the master's own gives the master's own. */
  readonly width: number
  readonly format: RenditionFormat
  readonly outPath: string
  readonly rights?: Rights
  /** `#rrggbb`, under the transparent parts of a JPEG. White where none is given. */
  readonly background?: string
  /** 1 to 100; nothing for PNG, which is always exact. */
  readonly quality?: number
}
