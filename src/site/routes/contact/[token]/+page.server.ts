import { redirect } from '@sveltejs/kit'
import { given } from '#site/server/console.server.ts'
import { answering, parse, parseOrNotFound } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Looks, and changes nothing: programs that look at mail follow links. */
export const load: PageServerLoad = async ({ locals: { house }, params: { token }, url }) => ({
  contact: await house.organisationContacts.contactByLink(
    house.ctx,
    parseOrNotFound(house.organisationContacts.ContactLinkInput, { token }),
  ),
  isSaved: url.searchParams.has('saved'),
})

export const actions: Actions = {
  correct: async ({ locals: { house }, params: { token }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const { organisationContacts, ctx } = house
      await organisationContacts.correctContact(
        ctx,
        parse(organisationContacts.CorrectContactInput, { ...given(form), token }),
      )
      redirect(303, `/contact/${token}?saved`)
    })
  },
  erase: async ({ locals: { house }, params: { token }, request }) =>
    answering(await request.formData(), async () => {
      const { organisationContacts, ctx } = house
      await organisationContacts.eraseContact(ctx, parse(organisationContacts.ContactLinkInput, { token }))
      redirect(303, '/contact/gone')
    }),
}
