import { constants, gunzipSync } from 'node:zlib'
import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from '#platform/refusal'
import type { PictureFormat } from './picture.ts'

/** How many bytes from the start of a file are enough to tell what it is. */
export const sniffBytes = 4100

const formats: Readonly<Record<string, PictureFormat>> = {
  'image/png': 'png',
  'image/apng': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
}

/**
 * What kind of picture a file is, by its first bytes. Names and content types are not asked: they are often wrong and
 * sometimes lies.
 *
 * @param head the first `sniffBytes` of the file, or all of it
 * @throws Refusal `picture-empty` (422), `picture-is-svg` (415), `picture-not-understood` (415)
 */
export async function sniff(head: Buffer): Promise<PictureFormat> {
  if (head.length === 0) {
    throw new Refusal('invalid', 'picture-empty', 'This file is empty. Please choose another, or save it again.')
  }
  const found = await fileTypeFromBuffer(head.subarray(0, sniffBytes)).catch(() => undefined)
  const format = found && formats[found.mime]
  if (format) return format
  if (isSvg(found?.mime === 'application/gzip' ? firstInflated(head) : head)) {
    throw new Refusal(
      'invalid',
      'picture-is-svg',
      'SVG files can contain programs and are not taken. Please export the drawing as PNG (transparency is kept) and upload that.',
      { status: 415 },
    )
  }
  const kind = found ? ` This looks like a .${found.ext} file.` : ''
  throw new Refusal(
    'invalid',
    'picture-not-understood',
    `This is not a picture that can be read.${kind} Please export it as PNG, JPEG, WebP, GIF or AVIF.`,
    { status: 415 },
  )
}

/** The beginning of what a gzip holds, or nothing. A bomb ends at the bound. */
function firstInflated(head: Buffer): Buffer {
  try {
    return gunzipSync(head.subarray(0, sniffBytes), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 64 * sniffBytes,
    })
  } catch {
    return Buffer.alloc(0)
  }
}

/** Whether the first element of a text is `svg`, behind whatever may stand before it in XML 1.0, section 2.8. */
export function isSvg(head: Buffer): boolean {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  // Without its zero bytes, UTF-16 of either order reads like ASCII, as far as markup goes.
  const text = utf16 ? head.toString('latin1').replaceAll('\0', '') : head.toString('latin1')
  let at = text.indexOf('<')
  while (at >= 0) {
    const end = prologueEnd(text, at)
    if (end === null) return /^<(?:[\w-]+:)?svg[\s/>]/i.test(text.slice(at, at + 100))
    at = end < 0 ? -1 : text.indexOf('<', end)
  }
  return false
}

/** Where the comment, instruction or document type that begins at `at` ends; null where an element begins there. */
function prologueEnd(text: string, at: number): number | null {
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at + 4)
  if (text.startsWith('<?', at)) return text.indexOf('?>', at + 2)
  if (!text.startsWith('<!', at)) return null
  const close = text.indexOf('>', at)
  const subset = text.indexOf('[', at)
  return subset >= 0 && subset < close ? text.indexOf(']', subset) : close
}
