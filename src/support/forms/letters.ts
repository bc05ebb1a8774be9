import * as z from 'zod'
import { composeLetter } from '#accounts/letters'
import type { Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { Refusal } from '#platform/refusal'
import { type OwnThread, inquiryLetter, ownThread, threadLink } from '#support/inbox'

export const receiptMail = 'support.inquiry-receipt'

/** The letter that says that an inquiry came in. */
export const writeReceipt = defineJob('support.write-inquiry-receipt', z.strictObject({ threadId: z.uuid() }))

/**
 * Holds no word that was typed into the form, not even the name: whoever typed this address need not be its owner, and
 * could else have us carry a text of theirs to anybody.
 */
async function sendReceipt(ctx: Ctx, threadId: Id<'thread'>): Promise<void> {
  const thread = await findThread(ctx, threadId)
  if (thread?.channel !== 'email') return
  await ctx.post.send({
    kind: receiptMail,
    to: thread.email,
    subject: 'We have your question',
    text: composeLetter(ctx.config, {
      username: null,
      paragraphs: [
        'Somebody asked about our services and gave this address for the answer. A person reads it and answers here.',
        `The number of the question is ${showId('thread', threadId)}. To see what was asked, to correct it or to have all of it erased, also if it was not you:`,
        threadLink(ctx, threadId),
      ],
      ...inquiryLetter,
      because: 'this address was given with a question about our services',
    }),
  })
}

async function findThread(ctx: Ctx, threadId: Id<'thread'>): Promise<OwnThread | null> {
  try {
    return await ownThread(ctx, threadId)
  } catch (error) {
    // Erased before it was told.
    if (error instanceof Refusal && error.kind === 'not-found') return null
    throw error
  }
}

export const formHandlers: readonly Handler[] = [
  handle(writeReceipt, (ctx, { threadId }) => sendReceipt(ctx, threadId as Id<'thread'>), { mails: [receiptMail] }),
]
