import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const here = '/privacy/my-data/export'

export const load: PageServerLoad = async (event) => {
  memberOf(event)
  const { house, actor } = event.locals
  return {
    copy: await house.exports.findExport(house.ctx, actor),
    done: ['cancelled', 'removed'].find((word) => event.url.searchParams.has(word)) ?? null,
  }
}

const remove = async ({ locals: { house, actor }, request }: RequestEvent, done: string) => {
  const form = await request.formData()
  return answering(form, async () => {
    await house.exports.removeExport(house.ctx, actor, texts(form)['id'] ?? '')
    redirect(303, `${here}?${done}`)
  })
}

export const actions: Actions = {
  start: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.exports.startExport(house.ctx, actor)
      redirect(303, here)
    })
  },
  cancel: (event) => remove(event, 'cancelled'),
  remove: (event) => remove(event, 'removed'),
}
