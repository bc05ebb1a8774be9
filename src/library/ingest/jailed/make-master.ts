import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { chooseMaster, isLosslessWebp } from '../master.rules.ts'
import type { MadeFile, Rights } from '../picture.ts'
import type { Pixels } from '../pixel-hash.rules.ts'
import { hasUsableProfile, openPixels, openSource } from './decode.ts'
import { embedRights, encodeMaster } from './encode.ts'
import type { Source } from './source.ts'
import { writePicture } from './write-file.ts'

/**
 * Writes the master. Metadata stays behind because nothing asks for it.
 *
 * @param first the first frame, decoded
 */
export async function makeMaster(source: Source, first: Pixels, outDir: string, rights: Rights): Promise<MadeFile> {
  const { header, bytes } = source
  const recipe = chooseMaster({
    format: header.format,
    frames: header.frames,
    pixels: header.width * header.height * header.frames,
    hasAlpha: first.channels === 4,
    lossless: header.format === 'webp' && isLosslessWebp(bytes),
  })
  const { pipeline, origin } = await inOwnColours(source, first, rights)
  const marked = embedRights(encodeMaster(pipeline, recipe), rights, origin)
  return await writePicture(marked, recipe.format, join(outDir, `master.${recipe.format}`))
}

/**
 * The picture in the samples that it came with: wide colours and 16 bits stay what they were, grey stays grey where the
 * format can. CMYK, which no browser agrees on, becomes sRGB. What came as 8-bit sRGB is not decoded twice.
 */
async function inOwnColours(
  source: Source,
  first: Pixels,
  rights: Rights,
): Promise<{ pipeline: Sharp; origin: 'clean' | 'upload' }> {
  const { space, exif } = source.metadata
  const profiled = hasUsableProfile(source)
  const still = source.header.frames === 1
  if (still && (space === 'cmyk' || (space === 'srgb' && !profiled))) {
    return { pipeline: openPixels(first), origin: 'clean' }
  }
  const opened = openSource(source, { ignoreIcc: !profiled })
  const kept = profiled ? opened.keepIccProfile() : opened
  const deep = space === 'rgb16' || space === 'grey16' || space === 'b-w'
  const pipeline = kept.toColourspace(deep ? space : 'srgb')
  if (!exif || !(rights.creator || rights.copyright)) return { pipeline, origin: 'clean' }
  return still ? { pipeline: await shedExif(pipeline), origin: 'clean' } : { pipeline, origin: 'upload' }
}

/** Goes by way of a PNG without compression, which keeps samples and profile and leaves the EXIF behind. */
async function shedExif(pipeline: Sharp): Promise<Sharp> {
  const { data, info } = await pipeline.png({ compressionLevel: 0 }).toBuffer({ resolveWithObject: true })
  const plain = sharp(data, { limitInputPixels: info.width * info.height }).keepIccProfile()
  const { space } = await sharp(data).metadata()
  return plain.toColourspace(space)
}
