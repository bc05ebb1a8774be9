import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { house, actor }, url }) => ({
  username: house.people.requireMember(actor).username,
  changed: url.searchParams.has('changed'),
})

export const actions: Actions = {
  default: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.ownName.changeUsername(house.ctx, actor, parse(house.ownName.ChangeUsernameInput, texts(form)))
      redirect(303, '/settings/account/name?changed')
    })
  },
}
