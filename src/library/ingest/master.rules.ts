import type { PictureFormat } from './picture.ts'

export interface MasterSource {
  readonly format: PictureFormat
  /** Of all frames together. */
  readonly pixels: number
  readonly frames: number
  readonly hasAlpha: boolean
  /** Whether the file itself is compressed without loss. */
  readonly lossless: boolean
}

/** How a master is written. `effort` is that of the encoder, and means another thing in each. */
export interface MasterRecipe {
  readonly format: PictureFormat
  readonly lossless: boolean
  readonly effort: number
}

const million = 1_000_000

/**
 * The master keeps the format of the upload, and is exact where that was, GIF apart: there a colour may be off by 1 of
 * 255, because its palette is found anew. Where its encoder would not be done in time, a still picture becomes a PNG,
 * which is exact, and a moving one a lossy WebP.
 *
 * Measured per megapixel on one core, November 2026: PNG 0.05 to 0.08 s (filters chosen by row halve a photograph for
 * 0.02 s), JPEG 0.02 s, WebP 0.1 s and at effort 0 0.05 s for a seventh more bytes, lossless WebP 0.5 s still and up to
 * 0.24 s moving, GIF 0.26 s, AVIF 0.4 s at effort 2 and 0.09 s at effort 0 for the same size and likeness. Alpha in
 * lossy AVIF is off by up to 50 of 255, so it is lossless there, at 0.3 s. Fitting the codes of a JPEG to the picture
 * (effort 1) saves a tenth of the file and takes 12 bytes of memory a pixel.
 */
export function chooseMaster(source: MasterSource): MasterRecipe {
  const { format, pixels, frames } = source
  if (format === 'png') return png
  if (format === 'jpeg') return { format, lossless: false, effort: pixels <= 16 * million ? 1 : 0 }
  if (frames > 1 && pixels > 12 * million) return { format: 'webp', lossless: false, effort: 0 }
  if (format === 'gif') return pixels <= 12 * million ? gif : png
  const lossless = format === 'webp' ? source.lossless : source.hasAlpha
  if (frames === 1 && pixels > (lossless ? 6 : 24) * million) return png
  return { format, lossless, effort: lossless || pixels > quickTo[format] ? 0 : 2 }
}

/** Up to so many pixels there is time for effort 2. */
const quickTo = { webp: 12 * million, avif: 2 * million }
const png: MasterRecipe = Object.freeze({ format: 'png', lossless: true, effort: 3 })
const gif: MasterRecipe = Object.freeze({ format: 'gif', lossless: false, effort: 7 })

/** Whether every frame of a WebP is compressed without loss: `VP8L` and no `VP8 ` (RFC 9649, 2.5 and 2.6). */
export function isLosslessWebp(file: Buffer): boolean {
  const kinds = new Set<string>()
  const walk = (from: number, to: number): void => {
    for (let at = from; at + 8 <= to;) {
      const type = file.toString('latin1', at, at + 4)
      const size = file.readUInt32LE(at + 4)
      kinds.add(type)
      if (type === 'ANMF') walk(at + 8 + 16, Math.min(to, at + 8 + size))
      at += 8 + size + (size % 2)
    }
  }
  walk(12, file.length)
  return kinds.has('VP8L') && !kinds.has('VP8 ')
}
