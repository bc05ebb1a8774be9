import type { TilePage } from '#site/ui/tile.ts'
import { parseOrNotFound } from './refusals.server.ts'
import { tileOf, tilesPerPage } from './tiles.server.ts'

export interface FoundTiles extends TilePage {
  /** What was searched for instead of the words as written; null where they were taken as they are. */
  readonly corrected: string | null
  /** How many there are; counting ends at `totalMax`. Only with the first page. */
  readonly total: number | null
}

/** One page of public pictures, as asked for by `asked`: parameters of the API of the same names. */
export async function findTiles(
  { house, actor }: App.Locals,
  asked: Readonly<Record<string, string | undefined>>,
): Promise<FoundTiles> {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')
  const input = parseOrNotFound(house.images.FindInput, { ...Object.fromEntries(given), limit: String(tilesPerPage) })
  const { items, nextCursor, corrections, total = null } = await house.images.listImages(house.ctx, actor, input)
  return { tiles: items.map(tileOf), nextCursor, corrected: correctedQuery(asked['q'] ?? '', corrections), total }
}

/** The address of the plain page that goes on after this one, or null at the end. */
export function nextHref(url: URL, nextCursor: string | null): string | null {
  if (nextCursor === null) return null
  const query = new URLSearchParams(url.searchParams)
  query.set('cursor', nextCursor)
  return `${url.pathname}?${query}`
}

interface Correction {
  readonly from: string
  readonly to: string
}

/** The query as it was understood: every corrected word in the place of the one that was typed. */
function correctedQuery(query: string, corrections: readonly Correction[]): string | null {
  if (corrections.length === 0) return null
  // Of several words that are as near, the first is the commonest.
  const byWord = new Map(corrections.toReversed().map(({ from, to }) => [from.toLowerCase(), to]))
  return query
    .split(/\s+/)
    .map((word) => byWord.get(word.toLowerCase()) ?? word)
    .join(' ')
}
