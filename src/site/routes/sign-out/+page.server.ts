import { redirect } from '@sveltejs/kit'
import { endSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { actor } }) => {
  if (actor.kind !== 'member') redirect(303, '/')
}

export const actions: Actions = {
  default: async (event) => {
    await endSession(event)
    redirect(303, '/sign-in?out')
  },
}
