import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { house, actor }, url }) => {
  const { username, displayName, about, profilePublic } = await house.people.ownAccount(house.ctx, actor)
  return {
    username,
    displayName: displayName ?? '',
    about: about ?? '',
    profilePublic,
    wording: {
      open: house.consent.wordsFor(house.ctx, 'profile-public'),
      texts: house.consent.wordsFor(house.ctx, 'profile-texts'),
    },
    saved: url.searchParams.has('saved'),
    emptied: url.searchParams.has('emptied'),
  }
}

export const actions: Actions = {
  save: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const { profilePublicWording: shown, ...fields } = texts(form)
      const input = parse(house.people.EditProfileInput, fields)
      await house.byConsent.saveProfile(actor, input, shown === undefined ? undefined : Number(shown))
      redirect(303, '/settings/profile?saved')
    })
  },
  empty: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(house.people.EmptyProfileInput, { field: form.get('field') })
      await house.byConsent.emptyProfile(actor, input)
      redirect(303, '/settings/profile?emptied')
    })
  },
}
