import { answering, parse, parseOrNotFound, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

const filterNames = ['state', 'assigned', 'interest', 'cursor'] as const

export const load: PageServerLoad = async ({ locals, url }) => {
  const { inbox, offers, ctx } = locals.house
  requireStaff({ locals }, ...inbox.inboxRoles)
  // An address of somebody has no place in an address of a page: it is looked for by a form.
  const asked = filterNames.flatMap((name) => {
    const value = url.searchParams.get(name)
    return value === null ? [] : [[name, value]]
  })
  const input = parseOrNotFound(inbox.ListThreadsInput, Object.fromEntries(asked))
  const { items, nextCursor } = await inbox.listThreads(ctx, locals.actor, input)
  const { state, assigned, interest, cursor } = input
  const next = new URLSearchParams({ state, assigned, ...(interest && { interest }) })
  return {
    items,
    countsAnswers: locals.actor.kind === 'member' && locals.actor.roles.has('admin'),
    filters: { state, assigned, interest: interest ?? '' },
    isContinued: cursor !== undefined,
    isFiltered: state !== 'unanswered' || assigned !== 'anybody' || interest !== undefined,
    nextHref: nextCursor === null ? null : `/staff/inbox?${next}&cursor=${nextCursor}`,
    states: inbox.threadStates,
    interests: offers.interests,
  }
}

export const actions: Actions = {
  // The answer itself shows what was found, so that no address of a page holds that of a person.
  find: async ({ locals, request }) => {
    const { inbox, ctx } = locals.house
    requireStaff({ locals }, ...inbox.inboxRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const { address } = texts(form)
      const input = parse(inbox.ListThreadsInput, { state: 'all', address, limit: 100 })
      if (input.address === undefined) return { found: null }
      return { found: (await inbox.listThreads(ctx, locals.actor, input)).items }
    })
  },
}
