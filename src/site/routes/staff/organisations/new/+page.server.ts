import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  requireStaff({ locals }, ...locals.house.welcomes.welcomeRoles)
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { welcomes, ctx } = locals.house
    requireStaff({ locals }, ...welcomes.welcomeRoles)
    const form = await request.formData()
    return answering(form, async () => {
      await welcomes.welcome(ctx, locals.actor, parse(welcomes.WelcomeInput, texts(form)))
      redirect(303, '/staff/organisations?welcomed')
    })
  },
}
