import { orNothing } from '#site/server/console.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const { organisations, ctx } = locals.house
  requireStaff({ locals }, ...organisations.organisationDesk)
  setHeaders({ 'cache-control': 'no-store' })
  const id = await orNothing(() => organisations.requireOrganisationId(ctx, params.number))
  const { kind, name, country, status } = await organisations.readOrganisation(ctx, id)
  return { shownId: params.number, kind, name, country, status }
}

export const actions: Actions = {
  // The answer itself shows the values: there is no address under which they could be read again without a reason.
  open: async ({ locals, params, request }) => {
    const { organisations, ctx } = locals.house
    requireStaff({ locals }, ...organisations.organisationDesk)
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisations.OpenOrganisationInput, texts(form))
      const id = await organisations.requireOrganisationId(ctx, params.number)
      return { opened: await organisations.openOrganisation(ctx, locals.actor, id, input) }
    })
  },
}
