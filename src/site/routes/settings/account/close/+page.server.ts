import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { forgetSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

const dayMs = 86_400_000

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const member = memberOf(event)
  const { hasPassword } = await house.signIn.secondFactorsOf(house.ctx, member.personId)
  const { graceDays } = house.erasure
  return {
    hasPassword,
    isVerified: member.status === 'active',
    goes: await house.erasure.whatWouldGo(member),
    heldBack: await house.holds.ownHolds(house.ctx, house.stores, member),
    graceDays,
    dueAt: new Date(house.ctx.clock.now().getTime() + graceDays * dayMs),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = parse(house.erasure.AskErasureInput, texts(form))
      const { receipt, dueAt } = await house.erasure.ask(actor, input)
      forgetSession(event)
      redirect(303, dueAt > house.ctx.clock.now() ? '/sign-in?leaving' : receipt)
    })
  },
}
