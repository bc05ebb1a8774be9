import { redirect } from '@sveltejs/kit'
import { given } from '#site/server/console.server.ts'
import { answering, parse, parseOrNotFound } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { house }, params: { token } }) => {
  const { organisationContacts, ctx } = house
  const link = parseOrNotFound(organisationContacts.ContactLinkInput, { token })
  const { organisationName, kind } = await organisationContacts.contactByLink(ctx, link)
  return { organisationName, kind, back: `/contact/${token}` }
}

export const actions: Actions = {
  default: async ({ locals: { house }, params: { token }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const { organisationContacts, ctx } = house
      await organisationContacts.replaceContact(
        ctx,
        parse(organisationContacts.CorrectContactInput, { ...given(form), token }),
      )
      redirect(303, '/contact/gone')
    })
  },
}
