import { redirect } from '@sveltejs/kit'
import { organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { requirePublisher } from '#site/server/publishers.server.ts'
import { answering } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { agreements, organisations, publishers, ctx } = event.locals.house
  const { actor } = event.locals
  const id = await organisationAt(event)
  const { kind, roles, status } = await orNothing(() => organisations.getOrganisation(ctx, actor, id))
  requirePublisher(kind)
  const { publisher: _, ...progress } = await publishers.signUpProgress(ctx, actor, id)
  const isOwner = organisations.mayAs(roles, ['owner'])
  const listed = isOwner ? await agreements.listAgreements(ctx, actor, id) : []
  return {
    progress,
    mayPrepare: isOwner && status === 'open',
    offered: listed.find(({ state }) => state === 'offered')?.id ?? null,
  }
}

export const actions: Actions = {
  agreement: async ({ locals, params, request }) => {
    const { publishers, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const { id } = await publishers.requestAgreement(ctx, locals.actor, await organisationNamed({ locals, params }))
      redirect(303, `/console/${params.organisation}/agreements/${id}`)
    })
  },
}
