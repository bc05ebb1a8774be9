import { redirect } from '@sveltejs/kit'
import { retained } from '#site/server/retained.server.ts'
import { endSession } from '#site/server/session.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** The rows of the register that concern a browser; the page has no list of its own (promise: G-68). */
export const load: PageServerLoad = ({ locals: { house }, cookies, url }) => ({
  rows: house.stores.flatMap((store) =>
    store.kind === 'cookie' || store.kind === 'browser-storage'
      ? [
          {
            name: store.name,
            place: store.kind === 'cookie' ? ('cookie' as const) : store.where,
            label: store.label,
            why: store.why,
            cookieClass: store.cookieClass,
            kept: retained(store.retention),
          },
        ]
      : [],
  ),
  // By name alone: what they hold is nobody's business, not even on a page for their owner.
  sent: cookies.getAll().map(({ name }) => name),
  cleared: url.searchParams.has('cleared'),
})

export const actions: Actions = {
  /** Ends the session, takes back every cookie of the register, and has the browser drop what it keeps for the site. */
  clear: async (event) => {
    const { stores } = event.locals.house
    await endSession(event)
    for (const store of stores) {
      if (store.kind === 'cookie') event.cookies.delete(store.name, { path: '/', secure: true })
    }
    // Not "cookies": that would reach other sites of the operator under the same domain (Clear Site Data, 3.1).
    event.setHeaders({ 'clear-site-data': '"storage"' })
    redirect(303, '/privacy/cookies?cleared')
  },
}
