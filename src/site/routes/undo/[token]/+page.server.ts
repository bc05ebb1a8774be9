import { redirect } from '@sveltejs/kit'
import { answering, parse } from '#site/server/refusals.server.ts'
import { forgetSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Looks, and changes nothing: programs that look at mail follow links. */
export const load: PageServerLoad = ({ locals: { house }, params: { token } }) =>
  house.ownAddresses.findUndo(house.ctx, parse(house.ownAddresses.UndoAddressChangeInput, { token }))

export const actions: Actions = {
  default: async (event) => {
    const { house } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = parse(house.ownAddresses.UndoAddressChangeInput, { token: event.params.token })
      await house.ownAddresses.undoAddressChange(house.ctx, input)
      if (event.locals.actor.kind === 'member') forgetSession(event)
      redirect(303, '/secured?undone')
    })
  },
}
