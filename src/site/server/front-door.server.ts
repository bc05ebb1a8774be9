import type { Interest } from '#support/offers'
import { sourcesOf } from '#site/ui/tile.ts'
import { tileOf } from './tiles.server.ts'

type Audience = Exclude<Interest, 'library'>

/** Pictures of the library on which ads are drawn: of those that may be used for anything, since that is not their author's. */
export async function picturesToDrawOn({ images, people, ctx }: App.Locals['house'], count: number) {
  const asked = { licence: 'CC0-1.0', orientation: 'landscape', transparency: 'opaque', sort: 'popular' }
  const { items } = await images.listImages(
    ctx,
    people.visitor,
    images.FindInput.parse({ ...asked, limit: String(count) }),
  )
  return items.map((image) => {
    const { src, srcset } = sourcesOf(tileOf(image))
    const { width, height, alt, title, page } = image
    return { src, srcset, width, height, alt, title, href: page }
  })
}

/** What the page for an audience shows, all of it from where it is decided: formats, terms, and pictures to draw on. */
export async function frontDoor({ house }: App.Locals, audience: Audience) {
  const { offers, agreements } = house
  const formats = Object.entries(offers.formats).map(([format, about]) => ({
    format: format as keyof typeof offers.formats,
    about,
  }))
  const pictures = await picturesToDrawOn(house, formats.length)
  return {
    audience,
    agreement: agreements.standardOffer(audience),
    /** Fewer pictures than formats are used again. */
    formats: formats.map((one, at) => ({ ...one, picture: pictures[at % pictures.length] ?? null })),
  }
}

export type FrontDoorData = Awaited<ReturnType<typeof frontDoor>>
