import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { House } from '#app'
import type { Actions, PageServerLoad } from './$types'

type Found = Awaited<ReturnType<House['organisations']['findOrganisations']>>
const rowsOf = (found: Found) =>
  found.map(({ shownId, kind, name, country, status, createdAt }) => ({
    ...{ shownId, kind, name, country, status, createdAt },
  }))

export const load: PageServerLoad = async ({ locals, url }) => {
  const { organisations, ctx } = locals.house
  requireStaff({ locals }, ...organisations.organisationDesk)
  return {
    newest: rowsOf(await organisations.findOrganisations(ctx, locals.actor, { q: '' })),
    isWelcomed: url.searchParams.has('welcomed'),
  }
}

export const actions: Actions = {
  // By a form that is sent, so that no name of anybody stands in the address of a page.
  default: async ({ locals, request }) => {
    const { organisations, ctx } = locals.house
    requireStaff({ locals }, ...organisations.organisationDesk)
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisations.FindOrganisationsInput, texts(form))
      return { q: input.q, found: rowsOf(await organisations.findOrganisations(ctx, locals.actor, input)) }
    })
  },
}
