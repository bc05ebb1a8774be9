import { redirect } from '@sveltejs/kit'
import { answering, parse } from '#site/server/refusals.server.ts'
import { forgetSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Looks, and changes nothing: programs that look at mail follow links. */
export const load: PageServerLoad = ({ locals: { house }, params: { token } }) =>
  house.alerts.findDisowned(house.ctx, parse(house.alerts.NotMeInput, { token }))

export const actions: Actions = {
  default: async (event) => {
    const { house } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      await house.alerts.disownSignIn(house.ctx, parse(house.alerts.NotMeInput, { token: event.params.token }))
      if (event.locals.actor.kind === 'member') forgetSession(event)
      redirect(303, '/secured')
    })
  },
}
