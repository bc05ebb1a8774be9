import { redirect } from '@sveltejs/kit'
import { localPath } from '#site/server/local-path.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { startSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

const news = ['welcome', 'reset', 'out', 'closed'] as const

export const load: PageServerLoad = ({ locals: { actor }, url }) => {
  const to = localPath(url.searchParams.get('to'))
  if (actor.kind === 'member') redirect(303, to)
  return {
    to,
    // The password was right and the cookie did not come back: then the browser does not keep cookies.
    cookieMissing: url.searchParams.has('signed-in'),
    news: news.find((name) => url.searchParams.has(name)) ?? null,
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { house } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const { to, ...fields } = texts(form)
      await startSession(event, parse(house.signIn.SignInInput, fields))
      // By way of this page, which sees whether the cookie was kept; once, so that there is no loop.
      redirect(303, `/sign-in?${new URLSearchParams({ 'signed-in': '', to: localPath(to) })}`)
    })
  },
}
