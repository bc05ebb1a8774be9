import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { MadeFile, MovingInput } from '../picture.ts'
import { mergeRights, readRights, tidyRights } from '../rights.rules.ts'
import { embedRights } from './encode.ts'
import { writeVariant } from './make-variants.ts'

/** The task behind `makeMoving`. One width after the other, the narrowest first: so memory holds the frames once. */
export async function makeMovingFiles({
  masterPath,
  outDir,
  widths,
  rights: given = {},
}: MovingInput): Promise<MadeFile<'webp'>[]> {
  const bytes = await readFile(masterPath)
  const metadata = await sharp(bytes).metadata()
  const rights = mergeRights(tidyRights(given), readRights(metadata))
  const made: MadeFile<'webp'>[] = []
  for (const width of widths.toSorted((one, other) => one - other)) {
    const whole = sharp(bytes, { pages: -1 })
    const sized = width < metadata.width ? whole.resize({ width }) : whole
    made.push(await writeVariant(embedRights(sized, rights, 'clean'), width, outDir))
  }
  return made
}
