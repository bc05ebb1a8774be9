import { json } from '@sveltejs/kit'
import { filtersOf } from '#site/server/filters.server.ts'
import { findTiles } from '#site/server/gallery.server.ts'
import type { TilePage } from '#site/ui/tile.ts'
import type { RequestHandler } from './$types'

/** The list of the search page as JSON, for the gallery to go on by script. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const cursor = url.searchParams.get('cursor') ?? undefined
  const { tiles, nextCursor } = await findTiles(locals, { ...filtersOf(url.searchParams), cursor })
  return json({ tiles, nextCursor } satisfies TilePage, { headers: { 'x-robots-tag': 'noindex' } })
}
