import { findTiles, nextHref } from '#site/server/gallery.server.ts'
import { filtersOf } from '#site/server/filters.server.ts'
import type { PageServerLoad } from './$types'

const popularTagsOffered = 16

export const load: PageServerLoad = async ({ locals, url }) => {
  const { house } = locals
  const filters = filtersOf(url.searchParams)
  const cursor = url.searchParams.get('cursor') ?? undefined
  const page = await findTiles(locals, { ...filters, cursor })
  const nothing = page.tiles.length === 0
  return {
    filters,
    page,
    next: nextHref(url, page.nextCursor),
    continued: cursor !== undefined,
    totalMax: house.search.totalMax,
    licences: house.licences.licences.map(({ code, name }) => ({ code, name })),
    // Only where nothing was found do other ways need to be shown.
    tags: nothing
      ? (await house.search.popularTags(house.ctx, { limit: popularTagsOffered })).map(({ tag }) => tag)
      : [],
  }
}
