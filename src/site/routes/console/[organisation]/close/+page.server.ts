import { redirect } from '@sveltejs/kit'
import { organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { organisations, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { roles, status } = await orNothing(() => organisations.getOrganisation(ctx, event.locals.actor, id))
  if (!roles.includes('owner') || status !== 'open') return { closing: null }
  return { closing: await organisations.whatCloses(ctx, event.locals.actor, id) }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { organisations, ctx } = locals.house
    return answering(await request.formData(), async () => {
      await organisations.closeOrganisation(ctx, locals.actor, await organisationNamed({ locals, params }))
      redirect(303, `/console/${params.organisation}`)
    })
  },
}
