import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async ({ locals: { house, actor }, request, cookies }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.closeAccount(actor, parse(house.CloseAccountInput, texts(form)))
      cookies.delete(house.signIn.sessionCookie.name, { path: '/' })
      redirect(303, '/sign-in?closed')
    })
  },
}
