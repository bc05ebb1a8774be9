import { redirect } from '@sveltejs/kit'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  // A press of a button and not the visit verifies: programs that look at mail follow links.
  default: async ({ locals: { house, actor }, params, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.people.verifyAddress(house.ctx, parse(house.people.VerifyAddressInput, { token: params.token }))
      redirect(303, actor.kind === 'member' ? '/upload' : '/sign-in?welcome')
    })
  },
}
