import { redirect } from '@sveltejs/kit'
import { answering, asRefusal, parse, parseOrNotFound, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Looks, and changes nothing: programs that look at mail follow links. */
export const load: PageServerLoad = async ({ locals: { house, actor }, params: { token }, cookies }) => {
  const { welcomes, documents, people, ctx } = house
  return {
    welcome: await welcomes.welcomeByLink(ctx, parseOrNotFound(welcomes.WelcomeLinkInput, { token })),
    isSignedIn: actor.kind === 'member',
    isTooYoung: cookies.get(people.ageAnswerCookie) !== undefined,
    privacyVersion: documents.privacy.version,
    termsVersion: documents.terms.version,
    region: ctx.config.operator.region,
  }
}

export const actions: Actions = {
  accept: async ({ locals: { house }, params: { token }, request, cookies }) => {
    const { welcomes, documents, people, ctx } = house
    if (cookies.get(people.ageAnswerCookie)) redirect(303, '/sign-up?not-possible')
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(welcomes.AcceptWelcomeInput, { ...texts(form), token })
      const current = {
        privacy: documents.privacy.version,
        terms: documents.terms.version,
        region: ctx.config.operator.region,
      }
      try {
        const { shownId } = await welcomes.acceptWelcome(ctx, input, current)
        redirect(303, `/sign-in?${new URLSearchParams({ to: `/console/${shownId}` })}`)
      } catch (thrown) {
        if (asRefusal(thrown)?.code !== 'sign-up-not-possible') throw thrown
        cookies.set(people.ageAnswerCookie, people.ageAnswerValue, {
          path: '/',
          secure: true,
          httpOnly: true,
          sameSite: 'lax',
        })
        redirect(303, '/sign-up?not-possible')
      }
    })
  },
  join: async ({ locals: { house, actor }, params: { token }, request }) =>
    answering(await request.formData(), async () => {
      const { welcomes, ctx } = house
      const { shownId } = await welcomes.joinByWelcome(ctx, actor, parse(welcomes.WelcomeLinkInput, { token }))
      redirect(303, `/console/${shownId}?created`)
    }),
  decline: async ({ locals: { house }, params: { token }, request }) =>
    answering(await request.formData(), async () => {
      const { welcomes, ctx } = house
      await welcomes.declineWelcome(ctx, parse(welcomes.WelcomeLinkInput, { token }))
      redirect(303, '/invitations/declined')
    }),
}
