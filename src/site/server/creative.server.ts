import type { ShownCreative } from '#ads/creatives'
import type { Format } from '#support/offers'
import { picturesToDrawOn } from './front-door.server.ts'

/** What a page draws of a creative: each shape on a picture of the library. */
export async function drawnOn({ house }: App.Locals) {
  const formats = Object.keys(house.offers.formats) as Format[]
  const pictures = await picturesToDrawOn(house, formats.length)
  return formats.flatMap((format, at) => {
    const picture = pictures[at % pictures.length]
    return picture ? [{ format, picture }] : []
  })
}

/** The file in which a preview is drawn: the narrowest that is wide enough for it, standing still. */
export function previewFile({ newest }: ShownCreative) {
  const stills = newest.picture?.files.filter(({ isStill }) => isStill) ?? []
  return stills.find(({ width }) => width >= 480) ?? stills.at(-1) ?? null
}
