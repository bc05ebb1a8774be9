import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { orders, publisherTroubles, ctx } = locals.house
  requireStaff({ locals }, ...publisherTroubles.callRoles)
  const { actor } = locals
  const isAtDesk = actor.kind === 'member' && orders.orderRoles.some((role) => actor.roles.has(role))
  const toAdvertisers = isAtDesk ? await orders.listCalls(ctx, actor) : []
  const toPublishers = await publisherTroubles.listPublisherCalls(ctx, actor)
  const calls = [
    ...toAdvertisers.map(({ troubleId, orderId, organisation, title, words, reach, dueAt }) => ({
      ...{ id: troubleId, organisation, about: title, says: words, dueAt, order: orderId },
      ...{ name: reach.name, telephone: reach.telephone },
    })),
    ...toPublishers.map(({ id, organisation, host, says, dueAt, name, telephone, kind }) => ({
      ...{ id, organisation, about: host, says, dueAt, order: null, name, telephone, kind },
    })),
  ]
  return {
    calls: calls.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime()),
    isDone: url.searchParams.has('done'),
  }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { orders, publisherTroubles, ctx } = locals.house
    requireStaff({ locals }, ...publisherTroubles.callRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const { task, ...rest } = texts(form)
      const input = parse(publisherTroubles.PublisherCallInput, { ...rest, trouble: task })
      if (input.trouble.startsWith('trb_')) await orders.noteCall(ctx, locals.actor, input)
      else await publisherTroubles.notePublisherCall(ctx, locals.actor, input)
      redirect(303, '/staff/calls?done')
    })
  },
}
