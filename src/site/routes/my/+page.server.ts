import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { thumbOf } from '#site/server/tiles.server.ts'
import type { Actions, PageServerLoad } from './$types'

const perPage = 40
const deletedShown = 100

export const load: PageServerLoad = async (event) => {
  const { house, actor } = event.locals
  memberOf(event)
  const { searchParams } = event.url
  const cursor = searchParams.get('cursor') ?? undefined
  const { items, nextCursor } = await house.images.listOwnImages(house.ctx, actor, {
    limit: perPage,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const deleted = await house.images.listOwnImages(house.ctx, actor, { limit: deletedShown, deleted: true })
  return {
    pictures: items.map(thumbOf),
    next: nextCursor === null ? null : `/my?${new URLSearchParams({ cursor: nextCursor })}`,
    continued: cursor !== undefined,
    deleted: deleted.items.map(({ id, title, purgeAt }) => ({ id, title, purgeAt })),
    justDeleted: searchParams.get('deleted'),
    justRestored: searchParams.has('restored'),
  }
}

export const actions: Actions = {
  restore: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.images.restoreImage(house.ctx, actor, parse(house.images.RestoreImageInput, texts(form)))
      redirect(303, '/my?restored')
    })
  },
}
