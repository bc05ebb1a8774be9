import { memberOf } from '#site/server/members-only.server.ts'
import { answering } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const { personId, username } = memberOf(event)
  return {
    factors: await house.signIn.secondFactorsOf(house.ctx, personId),
    username,
    site: house.ctx.config.origin.host,
  }
}

export const actions: Actions = {
  // The codes are in this answer and nowhere else.
  default: async ({ locals: { house, actor }, request, setHeaders }) => {
    const form = await request.formData()
    setHeaders({ 'cache-control': 'no-store' })
    return answering(form, async () => ({ codes: await house.signIn.makeRecoveryCodes(house.ctx, actor) }))
  },
}
