import { redirect } from '@sveltejs/kit'
import { findTiles, nextHref } from '#site/server/gallery.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { house, actor } = locals
  const profile = await house.people.loadProfile(house.ctx, actor, params.username)
  if (profile.username !== params.username) redirect(301, `/@${profile.username}${url.search}`)
  const cursor = url.searchParams.get('cursor') ?? undefined
  const page = await findTiles(locals, { author: profile.username, sort: 'newest', cursor })
  return {
    profile,
    isOpen: !profile.isOwn || (await house.people.ownAccount(house.ctx, actor)).profilePublic,
    page,
    next: nextHref(url, page.nextCursor),
    continued: cursor !== undefined,
  }
}
