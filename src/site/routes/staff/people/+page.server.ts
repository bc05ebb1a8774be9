import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  requireStaff({ locals }, ...locals.house.staffAccess.deskRoles)
}

export const actions: Actions = {
  // By a form that is sent, so that no name or address of anybody stands in the address of a page.
  default: async ({ locals, request }) => {
    const { house, actor } = locals
    requireStaff({ locals }, ...house.staffAccess.deskRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const { FindPersonInput, findPerson } = house.staffAccess
      const { id } = await findPerson(house.ctx, actor, parse(FindPersonInput, texts(form)))
      redirect(303, `/staff/people/${id}`)
    })
  },
}
