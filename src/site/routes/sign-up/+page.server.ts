import { redirect } from '@sveltejs/kit'
import { answering, asRefusal, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { house, actor }, cookies, url }) => {
  if (actor.kind === 'member') redirect(303, '/my')
  const { documents, ctx } = house
  const { config } = ctx
  return {
    // The answer to the age question is not kept; that it was asked is, until the browser is closed.
    step:
      cookies.get(house.people.ageAnswerCookie) || url.searchParams.has('not-possible')
        ? ('not-possible' as const)
        : url.searchParams.has('sent')
          ? ('sent' as const)
          : ('form' as const),
    privacyVersion: documents.privacy.version,
    termsVersion: documents.terms.version,
    region: config.operator.region,
    hasOutbox: config.smtpUrl === undefined,
  }
}

export const actions: Actions = {
  default: async ({ locals: { house }, request, cookies, getClientAddress }) => {
    const { people, ctx, documents } = house
    if (cookies.get(people.ageAnswerCookie)) redirect(303, '/sign-up?not-possible')
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(people.SignUpInput, texts(form))
      const current = {
        privacy: documents.privacy.version,
        terms: documents.terms.version,
        region: ctx.config.operator.region,
      }
      try {
        await people.signUp(ctx, input, current, { address: getClientAddress() })
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
      redirect(303, '/sign-up?sent')
    })
  },
}
