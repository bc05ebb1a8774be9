import { readFile } from 'node:fs/promises'
import sharp, { type Metadata, type Sharp } from 'sharp'
import type { MadeFile, RenderInput } from '../picture.ts'
import { mergeRights, readRights, tidyRights } from '../rights.rules.ts'
import { embedRights, encodeAvif, encodePng } from './encode.ts'
import { writePicture } from './write-file.ts'

/** For a download, 1 to 100: beyond these, files grow and pictures do not. */
const usualQuality = { jpeg: 90, webp: 90, still: 90, avif: 75 }

/** The task behind `render`. A master is our own work: what cannot be read of it is a bug, and no refusal. */
export async function renderPicture(input: RenderInput): Promise<MadeFile> {
  const { masterPath, format, outPath, rights: given = {} } = input
  const bytes = await readFile(masterPath)
  const metadata = await sharp(bytes).metadata()
  const rights = mergeRights(tidyRights(given), readRights(metadata))
  const moves = (format === 'webp' || format === 'gif') && (metadata.pages ?? 1) > 1
  const whole = sharp(bytes, { pages: moves ? -1 : 1 }).keepIccProfile()
  const sized = input.width < metadata.width ? whole.resize({ width: input.width }) : whole
  const encoded = encodeRendition(sized, input, metadata)
  return await writePicture(embedRights(encoded, rights, 'clean'), format === 'still' ? 'webp' : format, outPath)
}

function encodeRendition(pipeline: Sharp, input: RenderInput, master: Metadata): Sharp {
  const { format, background = '#ffffff' } = input
  const quality = input.quality ?? usualQuality[format as keyof typeof usualQuality]
  const inItsColours = pipeline.toColourspace(format === 'png' ? master.space : 'srgb')
  switch (format) {
    case 'png':
      return encodePng(inItsColours)
    case 'jpeg':
      return inItsColours.flatten({ background }).jpeg({ quality, chromaSubsampling: '4:4:4' })
    case 'still':
    case 'webp':
      return inItsColours.webp({ quality, alphaQuality: 100, effort: 4 })
    case 'avif':
      return encodeAvif(inItsColours, { lossless: master.hasAlpha, quality, effort: 2 })
    case 'gif':
      // As for masters: below effort 7 a plain colour is off by more than 10 of 255; dithering would flicker.
      return inItsColours.gif({ effort: 7, dither: 0 })
    default:
      return format satisfies never
  }
}
