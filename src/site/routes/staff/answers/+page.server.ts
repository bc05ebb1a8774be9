import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { house, actor } }) => ({
  questions: await house.answers.countAnswers(house.ctx, actor),
  areAsked: house.ctx.config.inquiryQuestions,
})
