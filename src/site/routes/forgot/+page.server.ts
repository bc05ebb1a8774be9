import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({ sent: url.searchParams.has('sent') })

export const actions: Actions = {
  default: async ({ locals: { house }, request, getClientAddress }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(house.signIn.ForgotPasswordInput, texts(form))
      await house.signIn.forgotPassword(house.ctx, input, { address: getClientAddress() })
      redirect(303, '/forgot?sent')
    })
  },
}
