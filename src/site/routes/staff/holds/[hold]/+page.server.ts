import { error, redirect } from '@sveltejs/kit'
import { answering, asRefusal, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { holds, ctx, stores } = locals.house
  requireStaff({ locals }, ...holds.holdRoles)
  setHeaders({ 'cache-control': 'no-store' })
  try {
    return {
      ...(await holds.getHold(ctx, stores, locals.actor, params.hold)),
      isPlaced: url.searchParams.has('placed'),
    }
  } catch (thrown) {
    if (asRefusal(thrown)) error(404, 'There is nothing at this address.')
    throw thrown
  }
}

export const actions: Actions = {
  lift: async ({ locals, params, request }) => {
    const { holds, ctx, stores } = locals.house
    requireStaff({ locals }, ...holds.holdRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(holds.LiftHoldInput, { ...texts(form), hold: params.hold })
      await holds.liftHold(ctx, stores, locals.actor, input)
      redirect(303, '/staff/holds?lifted')
    })
  },
  // The answer itself shows the values: there is no address under which they could be read again without a reason.
  open: async ({ locals, params, request }) => {
    const { holds, ctx, stores } = locals.house
    requireStaff({ locals }, ...holds.holdRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(holds.OpenHeldInput, { ...texts(form), hold: params.hold })
      return { held: await holds.openHeld(ctx, stores, locals.actor, input) }
    })
  },
}
