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
 *   `picture-side-too-long`, `picture-truncated`, `picture-damaged` (422)
 */
export async function readSource(path: string): Promise<Source> {
  if ((await stat(path)).size > limits.maxBytes) throw pictureTooLarge()
  const bytes = await readFile(path)
  const format = await sniff(bytes.subarray(0, sniffBytes))
  if (format === 'webp' && bytes.readUInt32LE(4) + 8 > bytes.length) refuseTruncated()
  const metadata = await sharp(bytes, { limitInputPixels: limits.maxPixels, failOn: 'error' })
    .metadata()
    .catch((error: unknown) => explainDecoding(error, format, bytes))
  const header = headerOf(format, metadata, bytes.length)
  refuseOversize(header)
  return { bytes, header, metadata }
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
