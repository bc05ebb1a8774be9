import { redirect } from '@sveltejs/kit'
import { localPath } from '#site/server/local-path.server.ts'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { comesFrom, keepSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const { personId, username } = memberOf(event)
  return {
    to: localPath(event.url.searchParams.get('to')),
    username,
    factors: await house.signIn.secondFactorsOf(house.ctx, personId),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const { to, ...given } = texts(form)
      const input = parse(house.signIn.ProveAgainInput, given)
      await keepSession(event, await house.signIn.proveAgain(house.ctx, actor, input, comesFrom(event)))
      redirect(303, localPath(to))
    })
  },
}
