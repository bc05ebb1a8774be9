import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async ({ locals: { house }, params, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(house.signIn.ResetPasswordInput, { ...texts(form), token: params.token })
      await house.signIn.resetPassword(house.ctx, input)
      redirect(303, '/sign-in?reset')
    })
  },
}
