import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, loading, parse, texts } from '#site/server/refusals.server.ts'
import { keepSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  const { house, actor } = event.locals
  const { username } = memberOf(event)
  // The key is on this page and nowhere else.
  if (event.request.method === 'GET') event.setHeaders({ 'cache-control': 'no-store' })
  return loading(async () => ({
    offered: await house.signIn.offeredAuthenticator(house.ctx, actor),
    username,
    site: house.ctx.config.origin.host,
  }))
}

export const actions: Actions = {
  offer: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.signIn.offerAuthenticator(house.ctx, actor)
      redirect(303, '/settings/security/authenticator')
    })
  },
  // The recovery codes are in this answer and nowhere else.
  confirm: async (event) => {
    const { house, actor } = event.locals
    const form = await event.request.formData()
    event.setHeaders({ 'cache-control': 'no-store' })
    return answering(form, async () => {
      const input = parse(house.signIn.ConfirmAuthenticatorInput, texts(form))
      const { cookie, codes } = await house.signIn.confirmAuthenticator(house.ctx, actor, input)
      await keepSession(event, cookie)
      return { isSetUp: true, codes }
    })
  },
}
