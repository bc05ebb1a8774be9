import { redirect } from '@sveltejs/kit'
import { findTiles } from '#site/server/gallery.server.ts'
import { presentPicture } from '#site/server/picture.server.ts'
import { answering } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

const relatedShown = 12

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { house, actor } = locals
  const image = await house.images.getImage(house.ctx, actor, params.id)
  if (image.visibility !== 'public' || image.status !== 'ready') {
    // It holds addresses that open the picture for whoever has them.
    setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
  }
  if (image.page !== url.pathname) redirect(301, image.page + url.search)
  const tag = image.tags[0] ?? null
  const related = tag === null ? [] : (await findTiles(locals, { tag, sort: 'popular' })).tiles
  return {
    picture: presentPicture(house, image, url.searchParams.get('motion')),
    related: { tag, tiles: related.filter(({ id }) => id !== image.id).slice(0, relatedShown) },
  }
}

export const actions: Actions = {
  delete: async ({ locals, params, request }) => {
    const { house, actor } = locals
    const form = await request.formData()
    return answering(form, async () => {
      await house.images.deleteImage(house.ctx, actor, { id: params.id })
      redirect(303, `/my?deleted=${params.id}`)
    })
  },
}
