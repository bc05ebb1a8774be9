import { dataMapOf, withoutTimeLimit } from '#declaration'
import type { PageServerLoad } from './$types'

/** Read, not used: without script the page need not carry its rows a second time. */
export const csr = false

/** The map that the program itself obeys; the page has no list of its own (promise: G-02). */
export const load: PageServerLoad = ({ locals: { house } }) => ({
  sections: dataMapOf(house.stores).map(({ kind, title, groups }) => ({
    kind,
    title,
    count: groups.reduce((sum, { rows }) => sum + rows.length, 0),
    groups: groups.map(({ name, label, rows }) => ({
      name,
      label,
      rows: rows.map(({ name: field, label: what, identifies, why, seen, kept, erased, sealed }) => ({
        field,
        what,
        identifies,
        why,
        seen,
        kept,
        erased,
        sealed,
      })),
    })),
  })),
  noLimit: withoutTimeLimit(house.stores),
})
