import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const { hasPassword } = await house.signIn.secondFactorsOf(house.ctx, memberOf(event).personId)
  return { hasPassword }
}

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
