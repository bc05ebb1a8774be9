import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { forgetSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { house, actor }, url }) => ({
  sessions: await house.signIn.listSessions(house.ctx, actor),
  seen: await house.signIn.listSeenBrowsers(house.ctx, actor),
  done: url.searchParams.has('done'),
  cleared: url.searchParams.has('cleared'),
})

const done = '/settings/sessions?done'

export const actions: Actions = {
  revoke: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.signIn.revokeSession(house.ctx, actor, parse(house.signIn.RevokeSessionInput, texts(form)))
      redirect(303, done)
    })
  },
  others: async ({ locals: { house, actor } }) => {
    await house.signIn.revokeOtherSessions(house.ctx, actor)
    redirect(303, done)
  },
  clear: async ({ locals: { house, actor } }) => {
    await house.signIn.clearSeenBrowsers(house.ctx, actor)
    redirect(303, '/settings/sessions?cleared')
  },
  everywhere: async (event) => {
    const { house, actor } = event.locals
    await house.signIn.signOutEverywhere(house.ctx, actor)
    forgetSession(event)
    redirect(303, '/sign-in?out')
  },
}
