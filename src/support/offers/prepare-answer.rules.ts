import type { Interest } from './interests.ts'
import { type Format, formats, sectorOffers, serviceOffers } from './offers.ts'
import type { Vertical } from './verticals.ts'

/** What an answer can be prepared from. */
export interface Asked {
  readonly interests: readonly Interest[]
  readonly vertical: Vertical | null
  /** The address of their site; null where it was not given. */
  readonly site: string | null
}

/** A draft about one service, for staff to edit. The greeting and who sends it are added to every letter. */
export interface PreparedAnswer {
  readonly topic: Interest
  /** The formats that it names, the one that suits most first. */
  readonly formats: readonly Format[]
  readonly text: string
}

/**
 * Pure: a draft for each service that was asked about, in that order, and about no other. What was told of sector and site
 * makes it fit (promise S-22); without them it says the same to everybody and asks.
 */
export function prepareAnswer({ interests, vertical, site }: Asked): readonly PreparedAnswer[] {
  return [...new Set(interests)].map((topic) => {
    const shown = topic === 'library' ? [] : formatsFor(vertical)
    const { name, how, next } = serviceOffers[topic]
    const paragraphs = [
      `Thank you for asking about ${name}.`,
      how,
      ...(shown.length > 0 ? [aboutFormats(shown), ...aboutSector(topic, vertical)] : []),
      ...aboutSite(topic, site),
      next,
    ]
    return { topic, formats: shown, text: paragraphs.join('\n\n') }
  })
}

function formatsFor(vertical: Vertical | null): readonly Format[] {
  const first = sectorOffers[vertical ?? 'other'].first
  return [first, ...(Object.keys(formats) as Format[]).filter((format) => format !== first)]
}

const aboutFormats = (shown: readonly Format[]): string =>
  `An ad stands in a picture in one of these shapes: ${shown.map((format) => formats[format]).join('; ')}.`

function aboutSector(topic: Interest, vertical: Vertical | null): readonly string[] {
  if (vertical === null) {
    return ['If you tell us which sector it is about, we can say which of them suits, and on which pictures.']
  }
  const { name, pictures, first, why, apart } = sectorOffers[vertical]
  const where = topic === 'publisher' ? `On ${pictures}` : `For ${name}: on ${pictures}`
  return [
    `${where} we would begin with ${formats[first]}: ${why}.`,
    `We would keep ads apart from ${apart}. What else they must never stand on, you say.`,
  ]
}

function aboutSite(topic: Interest, site: string | null): readonly string[] {
  if (topic === 'library') return []
  if (site !== null) return [`We will look at ${new URL(site).host} before we propose anything more exact.`]
  return topic === 'publisher'
    ? ['If you name the address of your site, we can look at its pictures and propose something more exact.']
    : []
}
