import * as z from 'zod'
import { EmailAddress } from '#accounts/addresses'
import { type Place, mayWrite } from '#accounts/letters'
import { hourMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { freeText } from '#platform/free-text'
import { showId } from '#platform/ids'
import { type Limit, networkOf } from '#platform/throttle'
import { type AnswersInput, saveAnswers } from '#support/answers'
import { type Channel, openThread, threadLink } from '#support/inbox'
import { inquiryFields, needsNumber, numberNeeded } from './inquiry-fields.ts'
import { writeReceipt } from './letters.ts'

/** What is not on the form is dropped and not refused (promise S-19): a program may fill in more than a person sees. */
export const SubmitInquiryInput = z
  .object({
    ...inquiryFields,
    email: EmailAddress,
    message: freeText('message').trim().max(4000, { error: 'Use at most 4000 characters.' }).default(''),
  })
  .refine(needsNumber, numberNeeded)
export type SubmitInquiryInput = z.output<typeof SubmitInquiryInput>

export interface InquiryReceipt {
  /** `thr_…`, to name the inquiry by. */
  readonly receipt: string
  readonly channel: Channel
  /** Where a letter comes, the address is in it and nowhere else: whoever typed an address need not be its owner. */
  readonly link: string | null
}

/** From one network; wide enough for an office behind one address. */
const fromOnePlace: Limit = { name: 'support.inquiries', tries: 20, withinMs: hourMs }

/**
 * Takes an inquiry of anybody, without account or cookie. Whoever wants a letter gets one with the receipt, unless too many
 * were asked for to this address, which nobody is told.
 *
 * @param from where it came from; nobody is counted without it
 * @param answers what they chose to tell about themselves; only where that is asked
 * @throws Refusal `too-many-tries`
 */
export async function submitInquiry(
  ctx: Ctx,
  { email, message, ...input }: SubmitInquiryInput,
  from?: Place,
  answers?: AnswersInput,
): Promise<InquiryReceipt> {
  const { channel } = input
  const telephone = channel === 'telephone' ? input.telephone : null
  if (from) await ctx.throttle.take(fromOnePlace, networkOf(from.address))
  const { id } = await inTransaction(ctx, async (tx) => {
    const opened = await openThread(tx, { ...input, telephone, email }, { message })
    // Whoever repeats an inquiry need not be who sent it first: what was answered then is changed by its link alone.
    if (answers && ctx.config.inquiryQuestions && !opened.isRepeat) await saveAnswers(tx, opened.id, answers)
    // Only what is new counts towards the letters that an address may get.
    if (channel === 'email' && !opened.isRepeat && (await mayWrite(tx, 'support.inquiry', email, from))) {
      await tx.enqueue(writeReceipt, { threadId: opened.id })
    }
    return opened
  })
  return { receipt: showId('thread', id), channel, link: channel === 'telephone' ? threadLink(ctx, id) : null }
}
