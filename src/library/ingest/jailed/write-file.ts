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
  return await savePicture(await drawPicture(pipeline), format, path)
}

/** What came out of a pipeline, not yet on disk. */
export interface Drawn {
  readonly data: Buffer
  readonly info: OutputInfo
}

export const drawPicture = (pipeline: Sharp): Promise<Drawn> => pipeline.toBuffer({ resolveWithObject: true })

export async function savePicture<Format extends PictureFormat>(
  { data, info }: Drawn,
  format: Format,
  path: string,
): Promise<MadeFile<Format>> {
  await writeFile(path, data, { flag: 'wx' })
  const sha256 = createHash('sha256').update(data).digest('hex')
  return { path, width: info.width, height: frameHeight(info), format, bytes: data.length, sha256 }
}

function frameHeight(info: OutputInfo): number {
  return info.pageHeight ?? info.height
}
