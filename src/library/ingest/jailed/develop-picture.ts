import { createHash } from 'node:crypto'
import type { Metadata } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { findPalette } from '../palette.rules.ts'
import type { DevelopedPicture, DevelopInput, MadeFile } from '../picture.ts'
import { readPixelFacts, type Pixels } from '../pixel-hash.rules.ts'
import { mergeRights, readRights, tidyRights } from '../rights.rules.ts'
import { judgeTransparency } from '../transparency.rules.ts'
import { decode, openPixels } from './decode.ts'
import { inLanes } from './lanes.ts'
import { makeMaster } from './make-master.ts'
import { maxMovingPixels, planMovingVariants, planStillVariants } from './make-variants.ts'
import { readSource } from './source.ts'

/** Two pipelines of one thread each: as many as the smallest machine that we measure on has cores. */
const lanes = 2
/** What ThumbHash takes at most, and enough to see the main colours. */
const sampleSide = 100

/** The task behind `develop`. Every error of reading comes out of `decode`, before anything is written. */
export async function developPicture({ path, outDir, rights: given = {} }: DevelopInput): Promise<DevelopedPicture> {
  const lap = stopwatch()
  const source = await readSource(path)
  const { header, metadata, bytes } = source
  const rights = mergeRights(tidyRights(given), readRights(metadata))
  const read = lap()
  const decoded = await decode(source)
  const { pixelHash, alphaSum, opaque } = readPixelFacts(decoded)
  const first = firstFrame(decoded, opaque)
  const decodeMs = lap()

  const count = decoded.width * decoded.height * decoded.frames
  const animated = decoded.frames > 1
  const moves = animated && count <= maxMovingPixels
  const stillPlan = await planStillVariants(first, outDir, rights, animated ? '.still' : '')
  const movingPlan = moves ? planMovingVariants(source, outDir, rights) : []
  const writeMaster = (): Promise<MadeFile> => makeMaster(source, first, outDir, rights)
  const [master, ...made] = await inLanes<MadeFile>(lanes, [writeMaster, ...stillPlan, ...movingPlan])
  const variants = made as MadeFile<'webp'>[]
  const stills = variants.slice(0, stillPlan.length).reverse()
  const moving = variants.slice(stillPlan.length).reverse()

  const encode = lap()
  const sample = await takeSample(first)
  const facts = {
    width: header.width,
    height: header.height,
    format: header.format,
    bytes: bytes.length,
    frames: header.frames,
    animated,
    ...movement(metadata, animated),
    contentHash: createHash('sha256').update(bytes).digest('hex'),
    pixelHash,
    transparency: judgeTransparency(alphaSum, count),
    palette: findPalette(sample.data),
    thumbhash: Buffer.from(rgbaToThumbHash(sample.width, sample.height, sample.data)).toString('base64'),
    rights,
    master: master as MadeFile,
    variants: animated ? moving : stills,
    stills: animated ? stills : [],
  }
  return { ...facts, stages: { read, decode: decodeMs, encode, facts: lap() } }
}

/** Browsers show a frame of 10 ms or less for 100 ms, and so does this count. */
function movement({ delay = [], loop = 1 }: Metadata, animated: boolean): Pick<DevelopedPicture, 'roundMs' | 'rounds'> {
  if (!animated) return { roundMs: 0, rounds: 1 }
  return { roundMs: delay.reduce((sum, ms) => sum + (ms <= 10 ? 100 : ms), 0), rounds: loop }
}

/** Each call gives the whole milliseconds since the one before. */
function stopwatch(): () => number {
  let before = performance.now()
  return () => {
    const now = performance.now()
    const passed = Math.round(now - before)
    before = now
    return passed
  }
}

/** What one sees at first, without an alpha channel that says nothing. */
function firstFrame({ data, width, height, channels }: Pixels, opaque: boolean): Pixels {
  const frame = data.subarray(0, width * height * channels)
  if (!opaque || channels === 3) return { data: frame, width, height, channels, frames: 1 }
  const rgb = Buffer.allocUnsafe(width * height * 3)
  for (let from = 0, to = 0; from < frame.length; from += 4) {
    rgb[to++] = frame[from] as number
    rgb[to++] = frame[from + 1] as number
    rgb[to++] = frame[from + 2] as number
  }
  return { data: rgb, width, height, channels: 3, frames: 1 }
}

/** A small RGBA of the picture, for the facts that need no more. */
async function takeSample(pixels: Pixels): Promise<{ data: Buffer; width: number; height: number }> {
  const { data, info } = await openPixels(pixels)
    .resize({ width: sampleSide, height: sampleSide, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}
