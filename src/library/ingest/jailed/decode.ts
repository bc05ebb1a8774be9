import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { limits } from '../limits.ts'
import type { Pixels } from '../pixel-hash.rules.ts'
import { isUsableProfile } from '../profile.rules.ts'
import type { Source } from './source.ts'
import { explainDecoding } from './unreadable.ts'

/**
 * libjpeg only warns where picture data is lost, and fills the hole with grey; of such files about as much is missing
 * as of truncated ones. All its other warnings, and those of the other decoders, leave a whole picture.
 */
const losesPixels =
  /premature end of data segment|bad Huffman code|inconsistent progression|found marker .* instead of RST/i

/** Opens an upload for one pipeline: all frames, upright. */
export function openSource({ bytes, header }: Source, options: SharpOptions = {}): Sharp {
  const moves = header.frames > 1
  const limit = { limitInputPixels: limits.maxPixels, failOn: 'error', pages: moves ? -1 : 1 } as const
  const opened = sharp(bytes, { ...limit, ...options })
  return moves ? opened : opened.autoOrient()
}

/** Opens the first frame of what was decoded. */
export function openPixels({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } })
}

/** Whether the profile of an upload goes on with it. Without one its samples are taken for sRGB, as browsers do. */
export function hasUsableProfile({ metadata }: Source): boolean {
  const { icc, space } = metadata
  const kind = space === 'b-w' || space === 'grey16' ? 'grey' : 'rgb'
  return icc !== undefined && isUsableProfile(icc, kind)
}

/**
 * Decodes an upload whole, into 8-bit sRGB.
 *
 * @throws Refusal `picture-damaged`, `picture-truncated`, `picture-too-many-pixels`
 */
export async function decode(source: Source): Promise<Pixels> {
  const { bytes, header } = source
  // CMYK has no meaning at all without a profile: libvips brings its own where the file's is missing or broken.
  const ignoreIcc = source.metadata.space !== 'cmyk' && !hasUsableProfile(source)
  const read = (failOn: 'warning' | 'error') =>
    openSource(source, { ignoreIcc, failOn }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  try {
    const strict = header.format === 'jpeg' ? read('warning') : read('error')
    const { data, info } = await strict.catch((error: Error) => {
      if (header.format !== 'jpeg' || losesPixels.test(error.message)) throw error
      return read('error')
    })
    const { width, height, frames } = header
    if (info.width !== width || info.height !== height * frames || (info.channels !== 3 && info.channels !== 4)) {
      throw new Error(`decoded to ${info.width}x${info.height}x${info.channels}`)
    }
    return { data, channels: info.channels, width, height, frames }
  } catch (error) {
    return explainDecoding(error, header.format, bytes)
  }
}
