import { retained } from '#site/server/retained.server.ts'
import type { PageServerLoad } from './$types'

/** The rows of the register that concern a browser; the page has no list of its own (promise: G-68). */
export const load: PageServerLoad = ({ locals: { house } }) => ({
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
})
