import { redirect } from '@sveltejs/kit'
import { joined } from '#site/server/form-lists.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Looks, and changes nothing: programs that look at mail follow links. */
export const load: PageServerLoad = async ({ locals: { house }, params, url }) => ({
  inquiry: await house.forms.inquiryByLink(house.ctx, params.token),
  about: await house.forms.answersByLink(house.ctx, params.token),
  news:
    (['received', 'corrected', 'wrote', 'answered', 'erased', 'objected', 'tookBack'] as const).find((word) =>
      url.searchParams.has(word),
    ) ?? null,
})

export const actions: Actions = {
  correct: async ({ locals: { house }, params, request }) => {
    const form = await request.formData()
    return answering(joined(form, 'interests'), async () => {
      const { forms, ctx } = house
      const input = parse(forms.CorrectInquiryInput, { ...texts(form), interests: form.getAll('interests') })
      await forms.correctInquiry(ctx, params.token, input)
      redirect(303, `/inquiry/${params.token}?corrected`)
    })
  },
  write: async ({ locals: { house }, params, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const { text } = texts(form)
      await house.forms.writeByLink(house.ctx, params.token, parse(house.forms.WriteInput, { text }))
      redirect(303, `/inquiry/${params.token}?wrote`)
    })
  },
  answer: async ({ locals: { house }, params, request }) => {
    const form = await request.formData()
    return answering(joined(form, 'likes'), async () => {
      const { forms, answers, ctx } = house
      const input = parse(answers.AnswersInput, { ...texts(form), likes: form.getAll('likes') })
      await forms.answerByLink(ctx, params.token, input)
      redirect(303, `/inquiry/${params.token}?answered`)
    })
  },
  eraseAnswer: async ({ locals: { house }, params, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const { choice } = texts(form)
      const { forms, answers, ctx } = house
      await forms.eraseAnswerByLink(ctx, params.token, parse(answers.EraseAnswerInput, { choice }))
      redirect(303, `/inquiry/${params.token}?erased`)
    })
  },
  object: async ({ locals: { house }, params, request }) =>
    answering(await request.formData(), async () => {
      await house.forms.objectByLink(house.ctx, params.token, true)
      redirect(303, `/inquiry/${params.token}?objected`)
    }),
  takeBack: async ({ locals: { house }, params, request }) =>
    answering(await request.formData(), async () => {
      await house.forms.objectByLink(house.ctx, params.token, false)
      redirect(303, `/inquiry/${params.token}?tookBack`)
    }),
  withdraw: async ({ locals: { house }, params, request }) =>
    answering(await request.formData(), async () => {
      await house.erasure.withdrawInquiry(params.token)
      redirect(303, '/inquiry?withdrawn')
    }),
}
