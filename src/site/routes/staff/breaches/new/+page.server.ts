import { redirect } from '@sveltejs/kit'
import { categories } from '#declaration'
import { joined } from '#site/server/form-lists.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  requireStaff({ locals }, ...locals.house.breaches.breachRoles)
  return { categories: Object.entries(categories) }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { breaches, ctx } = locals.house
    requireStaff({ locals }, ...breaches.breachRoles)
    const form = joined(await request.formData(), 'categories')
    return answering(form, async () => {
      const { id } = await breaches.recordBreach(ctx, locals.actor, parse(breaches.BreachInput, texts(form)))
      redirect(303, `/staff/breaches/${id}?saved`)
    })
  },
}
