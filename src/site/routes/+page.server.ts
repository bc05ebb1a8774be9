import { findTiles, nextHref } from '#site/server/gallery.server.ts'
import type { PageServerLoad } from './$types'

const popularTagsShown = 24

export const load: PageServerLoad = async ({ locals, url }) => {
  const { house } = locals
  const cursor = url.searchParams.get('cursor') ?? undefined
  const page = await findTiles(locals, { sort: 'newest', cursor })
  if (page.tiles.length === 0 && cursor === undefined) return { empty: true as const }
  const tags = await house.search.popularTags(house.ctx, { limit: popularTagsShown })
  return {
    empty: false as const,
    page,
    next: nextHref(url, page.nextCursor),
    continued: cursor !== undefined,
    tags: tags.map(({ tag }) => tag),
  }
}
