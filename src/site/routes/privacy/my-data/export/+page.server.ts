import { type ActionFailure, redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, texts } from '#site/server/refusals.server.ts'
import type { FormRefusal } from '#site/ui/form-refusal.ts'
import type { Actions, PageServerLoad } from './$types'

const here = '/privacy/my-data/export'

export const load: PageServerLoad = async (event) => {
  memberOf(event)
  const { house, actor } = event.locals
  return {
    copy: await house.exports.findExport(house.ctx, actor),
    done: ['cancelled', 'removed'].find((word) => event.url.searchParams.has(word)) ?? null,
  }
}

const remove = (
  { house, actor }: App.Locals,
  form: FormData,
  done: 'cancelled' | 'removed',
): Promise<ActionFailure<FormRefusal>> =>
  answering(form, async () => {
    await house.exports.removeExport(house.ctx, actor, texts(form)['id'] ?? '')
    redirect(303, `${here}?${done}`)
  })

export const actions: Actions = {
  start: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.exports.startExport(house.ctx, actor)
      redirect(303, here)
    })
  },
  cancel: async ({ locals, request }) => remove(locals, await request.formData(), 'cancelled'),
  remove: async ({ locals, request }) => remove(locals, await request.formData(), 'removed'),
}
