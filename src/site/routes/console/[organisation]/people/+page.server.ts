import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house, actor } = event.locals
  const id = await organisationAt(event)
  const people = await orNothing(() => house.organisations.listPeopleOf(house.ctx, actor, id))
  const isOwner = people.some(({ isYou, roles }) => isYou && roles.includes('owner'))
  const done = (['invited', 'revoked', 'changed', 'removed'] as const).find((word) => event.url.searchParams.has(word))
  return {
    people,
    isOwner,
    isLastOwner: isOwner && people.filter(({ roles }) => roles.includes('owner')).length === 1,
    waiting: isOwner ? await house.invitations.listInvitations(house.ctx, actor, id) : [],
    roles: [...house.organisations.organisationRoles],
    done: done ?? null,
  }
}

const at = (organisation: string, word: string): string => `/console/${organisation}/people?${word}`

export const actions: Actions = {
  invite: async ({ locals, params, request }) => {
    const { invitations, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(invitations.InvitePersonInput, { ...given(form), roles: form.getAll('roles') })
      await invitations.invitePerson(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, at(params.organisation, 'invited'))
    })
  },
  revoke: async ({ locals, params, request }) => {
    const { invitations, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(invitations.RevokeInvitationInput, given(form))
      await invitations.revokeInvitation(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, at(params.organisation, 'revoked'))
    })
  },
  roles: async ({ locals, params, request }) => {
    const { organisations, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisations.ChangeRolesInput, { ...given(form), roles: form.getAll('roles') })
      await organisations.changeRoles(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, at(params.organisation, 'changed'))
    })
  },
  remove: async ({ locals, params, request }) => {
    const { organisations, ctx } = locals.house
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(organisations.RemovePersonInput, given(form))
      await organisations.removePerson(ctx, locals.actor, await organisationNamed({ locals, params }), input)
      redirect(303, at(params.organisation, 'removed'))
    })
  },
  leave: async ({ locals, params, request }) => {
    const { organisations, ctx } = locals.house
    return answering(await request.formData(), async () => {
      await organisations.leaveOrganisation(ctx, locals.actor, await organisationNamed({ locals, params }))
      redirect(303, '/console')
    })
  },
}
