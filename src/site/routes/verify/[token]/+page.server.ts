import { redirect } from '@sveltejs/kit'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  // A press of a button and not the visit verifies: programs that look at mail follow links.
  default: async ({ locals: { house, actor }, params, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(house.people.VerifyAddressInput, { token: params.token })
      const { isPrimary } = await house.people.verifyAddress(house.ctx, input)
      if (actor.kind === 'visitor') redirect(303, '/sign-in?welcome')
      redirect(303, isPrimary ? '/upload' : '/settings/account/addresses?proven')
    })
  },
}
