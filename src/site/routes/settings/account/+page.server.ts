import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { house, actor }, url }) => ({
  idle: actor.kind === 'member' && actor.status === 'active' ? await house.idle.idleChoice(house.ctx, actor) : null,
  account: await house.people.ownAccount(house.ctx, actor),
  addresses: await house.ownAddresses.listOwnAddresses(house.ctx, actor),
  resent: url.searchParams.has('resent'),
  chosen: url.searchParams.has('chosen'),
  kept: url.searchParams.has('kept'),
})

export const actions: Actions = {
  // The code is in this answer and nowhere else.
  code: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => ({ supportCode: await house.onBehalf.makeSupportCode(house.ctx, actor) }))
  },
  idle: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.idle.chooseIdle(house.ctx, actor, parse(house.idle.ChooseIdleInput, texts(form)))
      redirect(303, '/settings/account?chosen')
    })
  },
  resend: async ({ locals: { house, actor }, request, getClientAddress }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const { username } = house.people.requireMember(actor)
      await house.people.resendVerification(house.ctx, { login: username }, { address: getClientAddress() })
      redirect(303, '/settings/account?resent')
    })
  },
}
