import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { keepSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

const news = ['changed', 'password-removed', 'app-removed'] as const
const here = '/settings/security'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const { personId, roles, via } = memberOf(event)
  return {
    factors: await house.signIn.secondFactorsOf(house.ctx, personId),
    /** Staff that the pages of staff do not open for yet. */
    staffWaits: roles.size > 0 && via.kind === 'session' && !via.strong,
    news: news.find((name) => event.url.searchParams.has(name)) ?? null,
  }
}

export const actions: Actions = {
  password: async (event) => {
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = parse(house.signIn.ChangePasswordInput, texts(form))
      await keepSession(event, await house.signIn.changePassword(house.ctx, actor, input))
      redirect(303, `${here}?changed`)
    })
  },
  'remove-password': async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.signIn.removePassword(house.ctx, actor)
      redirect(303, `${here}?password-removed`)
    })
  },
  'remove-app': async (event) => {
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      await keepSession(event, await house.signIn.removeAuthenticator(house.ctx, actor))
      redirect(303, `${here}?app-removed`)
    })
  },
}
