import { redirect } from '@sveltejs/kit'
import { answering, parse, parseOrNotFound } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Looks, and changes nothing: programs that look at mail follow links. */
export const load: PageServerLoad = async ({ locals: { house, actor }, params }) => ({
  invitation: await house.invitations.invitationByLink(
    house.ctx,
    parseOrNotFound(house.invitations.InvitationLinkInput, { token: params.token }),
  ),
  username: actor.kind === 'member' ? actor.username : null,
})

export const actions: Actions = {
  accept: async ({ locals: { house, actor }, params, request }) =>
    answering(await request.formData(), async () => {
      const { invitations, organisations, ctx } = house
      const link = parse(invitations.InvitationLinkInput, { token: params.token })
      const { organisationId } = await invitations.acceptInvitation(ctx, actor, link)
      redirect(
        303,
        `/console/${organisations.showOrganisationId(await organisations.readOrganisation(ctx, organisationId))}`,
      )
    }),
  decline: async ({ locals: { house }, params, request }) =>
    answering(await request.formData(), async () => {
      const { invitations, ctx } = house
      await invitations.declineInvitation(ctx, parse(invitations.InvitationLinkInput, { token: params.token }))
      redirect(303, '/invitations/declined')
    }),
}
