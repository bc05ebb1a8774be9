import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { house, look }, url }) => ({
  wording: house.consent.wordsFor(house.ctx, 'look'),
  saved: url.searchParams.has('saved'),
  forgotten: url.searchParams.has('forgotten'),
  hasChosen: look?.theme !== null || look.ground !== null,
})

export const actions: Actions = {
  default: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const { colour, forget, ...chosen } = texts(form)
      if (forget !== undefined) {
        await house.byConsent.forgetLook(actor)
        redirect(303, '/settings/look?forgotten')
      }
      const ground = chosen['ground'] === 'colour' ? { ground: colour } : {}
      const input = parse(house.preferences.SavePreferencesInput, { ...chosen, ...ground })
      await house.byConsent.saveLook(actor, input)
      redirect(303, '/settings/look?saved')
    })
  },
}
