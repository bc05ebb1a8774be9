import { error, redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { thumbOf } from '#site/server/tiles.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house, actor } = event.locals
  memberOf(event)
  const image = await house.images.getImage(house.ctx, actor, event.params.id)
  // Whoever may not edit finds nothing here.
  if (!image.isOwn) error(404, 'There is nothing at this address.')
  return {
    thumb: thumbOf(image),
    title: image.title,
    description: image.description,
    alt: image.alt,
    tags: image.tags.join(', '),
    licence: image.licence.code,
    attribution: image.attribution,
    visibility: image.visibility,
    licences: house.licences.licences.map(({ code, name, summary, needsAttribution }) => ({
      code,
      name,
      summary,
      needsAttribution,
    })),
  }
}

export const actions: Actions = {
  default: async ({ locals: { house, actor }, params, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(house.images.EditImageInput, { ...texts(form), id: params.id })
      const image = await house.images.editImage(house.ctx, actor, input)
      redirect(303, image.page)
    })
  },
}
