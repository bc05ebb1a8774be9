import { redirect } from '@sveltejs/kit'
import { joined } from '#site/server/form-lists.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  const { holds, stores } = locals.house
  requireStaff({ locals }, ...holds.holdRoles)
  return { tables: holds.holdableTables(stores) }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { holds, ctx, stores } = locals.house
    requireStaff({ locals }, ...holds.holdRoles)
    const form = joined(await request.formData(), 'fields')
    return answering(form, async () => {
      const { id } = await holds.placeHold(ctx, stores, locals.actor, parse(holds.PlaceHoldInput, texts(form)))
      redirect(303, `/staff/holds/${id}?placed`)
    })
  },
}
