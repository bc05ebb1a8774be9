import { isOutOfMemory } from '#platform/jail'
import { Refusal } from '#platform/refusal'
import { limits } from '../limits.ts'
import type { PictureFormat } from '../picture.ts'

/**
 * Says in our words why libvips cannot read a picture. Only for errors of reading: those of writing are not the
 * picture's fault.
 */
export function explainDecoding(error: unknown, format: PictureFormat, bytes: Buffer): never {
  if (isOutOfMemory(error) || !(error instanceof Error)) throw error
  if (/exceeds pixel limit/.test(error.message)) refuseTooManyPixels()
  if (/premature end of JPEG|unexpected end of/i.test(error.message)) refuseTruncated()
  if (format === 'png' && endsBeforePixels(bytes)) refuseTruncated()
  throw new Refusal(
    'invalid',
    'picture-damaged',
    'This picture is damaged and cannot be read to its end. Please export it again, or send the file once more.',
  )
}

export function refuseTruncated(): never {
  throw new Refusal(
    'invalid',
    'picture-truncated',
    'The end of this picture is missing. Please copy or download it again, and upload the whole file.',
  )
}

export function refuseTooManyPixels(): never {
  throw new Refusal(
    'invalid',
    'picture-too-many-pixels',
    `This picture has more than ${limits.maxPixels / 1_000_000} million pixels, all frames together. Please save it smaller.`,
  )
}

/** Whether a PNG stops in the midst of a chunk, or before its end is announced. libpng tells no reason. */
function endsBeforePixels(png: Buffer): boolean {
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IEND') return false
  }
  return true
}
