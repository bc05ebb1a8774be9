import { findTiles, nextHref } from '#site/server/gallery.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const cursor = url.searchParams.get('cursor') ?? undefined
  const page = await findTiles(locals, { tag: params.tag, sort: 'newest', cursor })
  return { tag: params.tag, page, next: nextHref(url, page.nextCursor), continued: cursor !== undefined }
}
