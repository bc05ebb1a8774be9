import { join } from 'node:path'
import type { Sharp } from 'sharp'
import { sourceWidth, variantWidths } from '../grid.rules.ts'
import type { Pixels } from '../pixel-hash.rules.ts'
import type { MadeFile, Rights } from '../picture.ts'
import { openPixels, openSource } from './decode.ts'
import { embedRights } from './encode.ts'
import type { Source } from './source.ts'
import { writePicture } from './write-file.ts'

/**
 * Measured on photographs and drawings of 4 megapixels, November 2026: effort 2 is 3 to 6 percent larger than the usual
 * 4 and takes a third to a half of its time; below 2 the files grow by a fifth.
 */
const webp = { quality: 80, alphaQuality: 100, effort: 2 } as const

/**
 * Moving variants cost their frames, seven times over: up to so many pixels, all frames together, they are made while
 * somebody waits, and beyond that in the background.
 */
export const maxMovingPixels = 8_000_000

export type VariantJob = () => Promise<MadeFile<'webp'>>

/**
 * The jobs that write the variants of a still picture, the widest first. Each is made from the narrowest picture at
 * hand that is twice as wide, so that all of them together cost two passes over the whole. Resizing is by
 * premultiplied alpha: no colour of what cannot be seen bleeds into an edge.
 *
 * @param ending stands in the names of the files behind the width
 */
export async function planStillVariants(
  pixels: Pixels,
  outDir: string,
  rights: Rights,
  ending = '',
): Promise<VariantJob[]> {
  const stills = await narrowed(pixels, variantWidths(pixels.width))
  return stills.map(
    ([width, still]) =>
      () =>
        writeVariant(embedRights(openPixels(still), rights, 'clean'), width, outDir, ending),
  )
}

/** A still picture in widths up to its own, the widest first. */
export async function narrowed(pixels: Pixels, widths: readonly number[]): Promise<(readonly [number, Pixels])[]> {
  const made = new Map<number, Pixels>([[pixels.width, pixels]])
  const stills: (readonly [number, Pixels])[] = []
  for (const width of widths.toSorted((one, other) => other - one)) {
    const from = made.get(sourceWidth(width, [...made.keys()])) as Pixels
    const still = width === from.width ? from : await narrow(from, width, heightAt(pixels, width))
    made.set(width, still)
    stills.push([width, still])
  }
  return stills
}

/** The same for a moving picture, each from the upload: frames are not to be had twice. */
export function planMovingVariants(source: Source, outDir: string, rights: Rights): VariantJob[] {
  const { header } = source
  return variantWidths(header.width)
    .reverse()
    .map(
      (width) => () => writeVariant(embedRights(openSource(source).resize({ width }), rights, 'upload'), width, outDir),
    )
}

const heightAt = ({ width, height }: Pixels, narrower: number): number =>
  Math.max(1, Math.round((height * narrower) / width))

async function narrow(from: Pixels, width: number, height: number): Promise<Pixels> {
  const data = await openPixels(from).resize({ width, height, fit: 'fill' }).raw().toBuffer()
  return { data, width, height, channels: from.channels, frames: 1 }
}

export function writeVariant(pipeline: Sharp, width: number, outDir: string, ending = ''): Promise<MadeFile<'webp'>> {
  return writePicture(pipeline.webp(webp), 'webp', join(outDir, `${width}${ending}.webp`))
}
