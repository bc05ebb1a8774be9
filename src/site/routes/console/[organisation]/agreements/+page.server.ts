import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { agreements, ctx, organisations } = event.locals.house
  const { actor } = event.locals
  const id = await organisationAt(event)
  return orNothing(async () => {
    const listed = await agreements.listAgreements(ctx, actor, id)
    const { roles, status } = await organisations.getOrganisation(ctx, actor, id)
    const isOpen = listed.some(({ state }) => state === 'offered' || state === 'signed' || state === 'in-force')
    const mayAsk = !isOpen && status === 'open' && roles.includes('owner')
    return {
      agreements: listed,
      next: nextOf(listed, ctx.clock.now()),
      party: mayAsk ? await agreements.suggestParty(ctx, actor, id) : null,
      lacksOwner: !isOpen && !roles.includes('owner'),
    }
  })
}

type Next = 'none' | 'offered' | 'signed' | 'waiting' | 'in-force' | 'changed' | 'notice' | 'ended'

/** What is to be done, as far as all versions together say. */
function nextOf(
  listed: readonly { readonly state: string; readonly inForceAt: Date | null; readonly end: unknown }[],
  now: Date,
): Next {
  const has = (state: string): boolean => listed.some((agreement) => agreement.state === state)
  const isWaiting = listed.some(({ state, inForceAt }) => state === 'signed' && inForceAt !== null && inForceAt > now)
  if (listed.length === 0) return 'none'
  if (has('offered')) return has('in-force') ? 'changed' : 'offered'
  if (has('signed')) return isWaiting ? 'waiting' : 'signed'
  if (has('in-force')) return 'in-force'
  return has('notice') ? 'notice' : 'ended'
}

export const actions: Actions = {
  ask: async (event) => {
    const { agreements, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = parse(agreements.AskForAgreementInput, given(form))
      const id = await organisationNamed(event)
      const { id: agreement } = await agreements.askForAgreement(ctx, event.locals.actor, id, input)
      redirect(303, `/console/${event.params.organisation}/agreements/${agreement}?asked`)
    })
  },
}
