import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

const news = ['added', 'renamed', 'removed'] as const

export const load: PageServerLoad = async (event) => {
  const { personId } = memberOf(event)
  const {
    locals: { house, actor },
    url,
  } = event
  const sessions = await house.signIn.listSessions(house.ctx, actor)
  return {
    passkeys: await house.passkeys.listPasskeys(house.ctx, actor),
    codesLeft: (await house.signIn.secondFactorsOf(house.ctx, personId)).codesLeft,
    accepted: await house.passkeys.acceptedPasskeys(house.ctx, actor),
    /** A name to begin with, which tells most devices apart. */
    thisBrowser: sessions.find(({ isCurrent, browser }) => isCurrent && browser !== 'A browser')?.browser ?? '',
    news: news.find((name) => url.searchParams.has(name)) ?? null,
  }
}

export const actions: Actions = {
  rename: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.passkeys.renamePasskey(house.ctx, actor, parse(house.passkeys.RenamePasskeyInput, texts(form)))
      redirect(303, '/settings/security/passkeys?renamed')
    })
  },
  remove: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.passkeys.removePasskey(house.ctx, actor, parse(house.passkeys.RemovePasskeyInput, texts(form)))
      redirect(303, '/settings/security/passkeys?removed')
    })
  },
}
