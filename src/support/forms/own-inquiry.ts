import * as z from 'zod'
import { hourMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { freeText } from '#platform/free-text'
import type { Id } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import { type OwnThread, correctThread, ownThread, threadOfLink, writeToThread } from '#support/inbox'
import { inquiryFields, needsNumber, numberNeeded } from './inquiry-fields.ts'

export const CorrectInquiryInput = z.object(inquiryFields).refine(needsNumber, numberNeeded)
export type CorrectInquiryInput = z.output<typeof CorrectInquiryInput>

export const WriteInput = z.strictObject({
  text: freeText('text')
    .trim()
    .min(1, { error: 'Write what you want to say.' })
    .max(4000, { error: 'Use at most 4000 characters.' }),
})
export type WriteInput = z.output<typeof WriteInput>

/** Words in one inquiry, from wherever they come. */
const inOneInquiry: Limit = { name: 'support.words-in-one-inquiry', tries: 20, withinMs: hourMs }

/**
 * What was asked and answered, for whoever has the link of the letter.
 *
 * @param token the last part of the link
 * @throws Refusal `inquiry-not-found`, the same for a wrong link and for an inquiry that is gone
 */
export async function inquiryByLink(ctx: Ctx, token: string): Promise<OwnThread> {
  return ownThread(ctx, requireLink(ctx, token))
}

/** Corrects what was told of oneself. @throws Refusal `inquiry-not-found`, `thread-not-found`, `too-many-tries` */
export async function correctInquiry(ctx: Ctx, token: string, input: CorrectInquiryInput): Promise<void> {
  const id = requireLink(ctx, token)
  await ctx.throttle.take(inOneInquiry, id)
  const telephone = input.channel === 'telephone' ? input.telephone : null
  await inTransaction(ctx, (tx) => correctThread(tx, id, { ...input, telephone }))
}

/** Adds a word to an inquiry. @throws Refusal `inquiry-not-found`, `thread-not-found`, `too-many-tries` */
export async function writeByLink(ctx: Ctx, token: string, { text }: WriteInput): Promise<void> {
  const id = requireLink(ctx, token)
  await ctx.throttle.take(inOneInquiry, id)
  await inTransaction(ctx, (tx) => writeToThread(tx, id, text))
}

/** The inquiry of a link. @throws Refusal `inquiry-not-found` */
export function requireLink(ctx: Ctx, token: string): Id<'thread'> {
  const id = threadOfLink(ctx, token)
  if (!id) throw inquiryNotFound()
  return id
}

const inquiryNotFound = (): Refusal =>
  notFound('inquiry-not-found', 'There is no such inquiry. Open the link of the letter once more, whole.')
