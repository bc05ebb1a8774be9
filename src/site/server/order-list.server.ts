import type { RequestEvent } from '@sveltejs/kit'
import { organisationAt, orNothing } from './console.server.ts'

/** The orders of the organisation of a page, and which of them its address asks for; what it asks that is nothing counts as not asked. */
export async function listAt(
  event: Pick<RequestEvent, 'locals' | 'url'> & { readonly params: { readonly organisation: string } },
) {
  const { orders, organisations, ctx } = event.locals.house
  const { actor } = event.locals
  const id = await organisationAt(event)
  const { q, state, sort } = Object.fromEntries([...event.url.searchParams].filter(([, value]) => value !== ''))
  const { PickOrdersInput } = orders
  const asked = PickOrdersInput.safeParse({ q, state, sort }).data ?? PickOrdersInput.parse({})
  const all = await orNothing(async () => {
    // Staff of the desk reads orders too; these are pages of the organisation.
    await organisations.getOrganisation(ctx, actor, id)
    return orders.listOrders(ctx, actor, id)
  })
  return { all, picked: orders.pickOrders(all, asked), asked }
}
