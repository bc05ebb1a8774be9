import type { Sharp } from 'sharp'
import type { MasterRecipe } from '../master.rules.ts'
import type { Rights } from '../picture.ts'
import { writeXmp } from '../rights.rules.ts'

/** Master quality, 1 to 100: a second generation of it cannot be told from the first by eye. */
const masterQuality = { jpeg: 95, webp: 95, avif: 90 }

export function encodeMaster(pipeline: Sharp, { format, lossless, effort }: MasterRecipe): Sharp {
  switch (format) {
    case 'png':
      return encodePng(pipeline, effort)
    case 'jpeg':
      return pipeline.jpeg({ quality: masterQuality.jpeg, chromaSubsampling: '4:4:4', optimiseCoding: effort > 0 })
    case 'gif':
      return pipeline.gif({ effort, dither: 0 })
    case 'webp':
      return lossless
        ? pipeline.webp({ lossless, exact: true, effort })
        : pipeline.webp({ quality: masterQuality.webp, alphaQuality: 100, effort })
    case 'avif':
      return encodeAvif(pipeline, { lossless, effort, quality: masterQuality.avif })
    default:
      return format satisfies never
  }
}

/** Lossless; the filter of each row is chosen, which halves photographs and flat drawings alike. */
export function encodePng(pipeline: Sharp, compressionLevel = 3): Sharp {
  return pipeline.png({ compressionLevel, adaptiveFiltering: true })
}

export function encodeAvif(
  pipeline: Sharp,
  { lossless, quality, effort }: { readonly lossless: boolean; readonly quality: number; readonly effort: number },
): Sharp {
  return lossless ? pipeline.avif({ lossless, effort }) : pipeline.avif({ quality, effort, chromaSubsampling: '4:4:4' })
}

/**
 * Puts rights fields, and no other metadata, into what a pipeline writes: XMP in full, and EXIF for programs that read
 * only that (it holds ASCII, so signs are spelt out there). GIF has room for neither.
 *
 * @param origin `upload` where the pipeline reads a file with EXIF of its own: libvips would take the thumbnail of that
 *   over into ours, and a thumbnail may show what was cut away. There, XMP alone has to do.
 */
export function embedRights(pipeline: Sharp, rights: Rights, origin: 'clean' | 'upload'): Sharp {
  if (Object.keys(rights).length === 0) return pipeline
  const { copyright, creator } = rights
  const exif = { ...(copyright && { Copyright: copyright }), ...(creator && { Artist: creator }) }
  const marked = origin === 'clean' && (copyright || creator) ? pipeline.withExif({ IFD0: exif }) : pipeline
  return marked.withXmp(writeXmp(rights))
}
