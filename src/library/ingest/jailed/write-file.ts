import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { OutputInfo, Sharp } from 'sharp'
import type { MadeFile, PictureFormat } from '../picture.ts'

/**
 * Runs a pipeline and writes down what comes out. Node writes, not libvips: so a full disk is an error with a code, and
 * the hash is of the bytes in hand.
 */
export async function writePicture<Format extends PictureFormat>(
  pipeline: Sharp,
  format: Format,
  path: string,
): Promise<MadeFile<Format>> {
  const { data, info } = await pipeline.toBuffer({ resolveWithObject: true })
  await writeFile(path, data, { flag: 'wx' })
  const sha256 = createHash('sha256').update(data).digest('hex')
  return { path, width: info.width, height: frameHeight(info), format, bytes: data.length, sha256 }
}

function frameHeight(info: OutputInfo): number {
  return info.pageHeight ?? info.height
}
