import { readFile, stat } from 'node:fs/promises'
import sharp, { type Metadata } from 'sharp'
import { Refusal } from '#platform/refusal'
import { limits } from '../limits.ts'
import type { PictureFormat, PictureHeader } from '../picture.ts'
import { sniff, sniffBytes } from '../sniff.ts'
import { pictureTooLarge } from '../too-large.ts'
import { explainDecoding, refuseTooManyPixels, refuseTruncated } from './unreadable.ts'

/** An upload that is a picture within the limits, as far as its header tells. */
export interface Source {
  readonly bytes: Buffer
  readonly header: PictureHeader
  readonly metadata: Metadata
}

/**
 * Reads a file and its header.
 *
 * @throws Refusal those of `sniff`, `picture-too-large` (413), `picture-too-many-pixels`, `picture-too-many-frames`,
 *   `picture-side-too-long`, `picture-motion-not-kept` (415), `picture-truncated`, `picture-damaged` (422)
 */
export async function readSource(path: string): Promise<Source> {
  if ((await stat(path)).size > limits.maxBytes) throw pictureTooLarge()
  const bytes = await readFile(path)
  const format = await sniff(bytes.subarray(0, sniffBytes))
  if (format === 'webp' && bytes.readUInt32LE(4) + 8 > bytes.length) refuseTruncated()
  if (movesUnread(format, bytes)) {
    throw new Refusal(
      'invalid',
      'picture-motion-not-kept',
      'Of a PNG or AVIF that moves, only the first frame could be kept. Please save it as GIF or WebP, or as a picture that stands still.',
      { status: 415 },
    )
  }
  const metadata = await sharp(bytes, { limitInputPixels: limits.maxPixels, failOn: 'error' })
    .metadata()
    .catch((error: unknown) => explainDecoding(error, format, bytes))
  const header = headerOf(format, metadata, bytes.length)
  refuseOversize(header)
  return { bytes, header, metadata }
}

/**
 * Whether a file moves in a way that libvips does not read: it would show the first frame and say nothing. A PNG with
 * more than one frame announces them before its pixels (PNG third edition, 11.3.6.1, `acTL`); an AVIF that is a sequence
 * says so in its brand.
 */
function movesUnread(format: PictureFormat, bytes: Buffer): boolean {
  if (format === 'avif') return bytes.toString('latin1', 8, 12) === 'avis'
  if (format !== 'png') return false
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'acTL') return bytes.readUInt32BE(at + 8) > 1
    if (type === 'IDAT') return false
  }
  return false
}

function headerOf(format: PictureFormat, metadata: Metadata, bytes: number): PictureHeader {
  const { width, height, orientation = 1, hasAlpha, pages = 1 } = metadata
  const frames = format === 'gif' || format === 'webp' ? pages : 1
  const lies = orientation >= 5 && orientation <= 8 && frames === 1
  return { format, width: lies ? height : width, height: lies ? width : height, frames, hasAlpha, orientation, bytes }
}

function refuseOversize({ width, height, frames }: PictureHeader): void {
  if (frames > limits.maxFrames) {
    throw new Refusal(
      'invalid',
      'picture-too-many-frames',
      `This picture has ${frames} frames, and ${limits.maxFrames} are taken. Please save a shorter part of it.`,
    )
  }
  if (width * height * frames > limits.maxPixels) refuseTooManyPixels()
  if (Math.max(width, height) > limits.maxSide) {
    throw new Refusal(
      'invalid',
      'picture-side-too-long',
      `One side of this picture is longer than ${limits.maxSide} pixels. Please save it smaller or cut it up.`,
    )
  }
}
