import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const member = memberOf(event)
  const erasure = await house.erasure.own(member)
  if (!erasure) redirect(303, '/settings/account')
  return { ...erasure, heldBack: await house.holds.ownHolds(house.ctx, house.stores, member) }
}

export const actions: Actions = {
  default: async ({ locals: { house, actor }, request }) =>
    answering(await request.formData(), async () => {
      await house.erasure.keepAccount(actor)
      redirect(303, '/settings/account?kept')
    }),
}
