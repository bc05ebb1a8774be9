import { redirect } from '@sveltejs/kit'
import { localPath } from '#site/server/local-path.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { comesFrom, keepSession, startSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

const news = ['welcome', 'reset', 'out', 'leaving'] as const

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
  /** Both steps have one address. The second is told by what the first gave it, in hidden fields: no cookie before it. */
  default: async (event) => {
    const { house } = event.locals
    const form = await event.request.formData()
    event.setHeaders({ 'cache-control': 'no-store' })
    return answering(form, async () => {
      const { to, asks: _, ...fields } = texts(form)
      if (fields['pending'] === undefined) {
        const second = await startSession(event, parse(house.signIn.SignInInput, fields))
        if (second) return { pending: second.pending, asks: asked(second.asks), to: localPath(to) }
      } else {
        const input = parse(house.signIn.FinishSignInInput, fields)
        await keepSession(event, await house.signIn.finishSignIn(house.ctx, input, comesFrom(event)))
      }
      // By way of this page, which sees whether the cookie was kept; once, so that there is no loop.
      redirect(303, `/sign-in?${new URLSearchParams({ 'signed-in': '', to: localPath(to) })}`)
    })
  },
}

/** What the second form asks for, as a word for each, so that it comes back with a code that was refused. */
function asked(asks: { hasAuthenticator: boolean; hasPasskey: boolean; hasCodes: boolean }): string {
  const words = [asks.hasAuthenticator && 'code', asks.hasPasskey && 'passkey', asks.hasCodes && 'recovery']
  return words.filter(Boolean).join(' ')
}
