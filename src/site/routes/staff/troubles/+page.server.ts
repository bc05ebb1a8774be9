import { redirect } from '@sveltejs/kit'
import { given } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { publisherTroubles, ctx } = locals.house
  requireStaff({ locals }, ...publisherTroubles.callRoles)
  return {
    troubles: await publisherTroubles.listTroublesOfAll(ctx, locals.actor),
    organisation: url.searchParams.get('organisation') ?? '',
    isDone: url.searchParams.has('done'),
  }
}

export const actions: Actions = {
  report: async ({ locals, request }) => {
    const { publisherTroubles, sites, ctx } = locals.house
    requireStaff({ locals }, ...publisherTroubles.callRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(publisherTroubles.ReportPublisherTroubleInput, given(form))
      await sites.reportPublisherTrouble(ctx, locals.actor, input)
      redirect(303, '/staff/troubles?done')
    })
  },
  solve: async ({ locals, request }) => {
    const { publisherTroubles, ctx } = locals.house
    requireStaff({ locals }, ...publisherTroubles.callRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(publisherTroubles.SolvePublisherTroubleInput, given(form))
      await publisherTroubles.solveReported(ctx, locals.actor, input)
      redirect(303, '/staff/troubles?done')
    })
  },
}
