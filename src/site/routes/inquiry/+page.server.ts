import { redirect } from '@sveltejs/kit'
import { joined } from '#site/server/form-lists.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { house }, url }) => ({
  // A link of ours chooses before; one that names nothing of ours chooses nothing.
  interests: house.offers.interests.filter((interest) => url.searchParams.getAll('interest').includes(interest)),
  closedDays: house.inbox.closedDaysMax,
  silentDays: house.inbox.silentDaysMax,
  // Null where nobody is asked about themselves.
  wording: house.ctx.config.inquiryQuestions ? house.answers.wordingNow : null,
  isWithdrawn: url.searchParams.has('withdrawn'),
})

export const actions: Actions = {
  default: async ({ locals: { house }, request, getClientAddress }) => {
    const form = await request.formData()
    return answering(joined(form, 'interests', 'likes'), async () => {
      const { forms, answers, ctx } = house
      const input = parse(forms.SubmitInquiryInput, { ...texts(form), interests: form.getAll('interests') })
      // What is not asked is dropped unread.
      const about = ctx.config.inquiryQuestions
        ? parse(answers.AnswersInput, { ...texts(form), likes: form.getAll('likes') })
        : undefined
      const { receipt, link } = await forms.submitInquiry(ctx, input, { address: getClientAddress() }, about)
      // Where no letter comes, the page that it would lead to is the receipt.
      redirect(303, link ? `${new URL(link).pathname}?received` : `/inquiry/received?number=${receipt}`)
    })
  },
}
