import * as z from 'zod'
import { composeLetter } from '#accounts/letters'
import { type Ctx, inTransaction } from '#platform/context'
import { type Handler, defineJob, handle } from '#platform/jobs'
import type { Interest } from '#support/offers'
import { threadLink } from './thread-link.ts'
import { readMessages, readThread, takeStep } from './thread-row.ts'
import { answerBlockedBy } from './thread.rules.ts'

export const answerMail = 'support.answer'

/** The letter with one answer. */
export const writeAnswer = defineJob('support.write-answer', z.strictObject({ messageId: z.uuid() }))

const subjects: Readonly<Record<Interest, string>> = {
  publisher: 'Your question about advertising on your pages',
  advertiser: 'Your question about advertising in pictures',
  network: 'Your question about working together as a network',
  library: 'Your question about the picture library',
}

/** What an answer to an inquiry says around its text. */
export const inquiryLetter = {
  because: 'you asked us about our services',
  about: 'what you asked',
} as const

/**
 * The gate before every answer: it leaves only while it is about a service that was asked about, by the way that was
 * chosen. What it stops waits for staff again, and they see that it was stopped.
 */
async function sendOrStop(ctx: Ctx, messageId: string): Promise<void> {
  const row = await ctx.db
    .selectFrom('support_messages')
    .where('id', '=', messageId)
    .where('is_draft', '=', false)
    .where('sent_at', 'is', null)
    .where('stopped_at', 'is', null)
    .select(['thread_id', 'version'])
    .executeTakeFirst()
  if (!row) return
  const thread = await readThread(ctx, row.thread_id)
  const message = (await readMessages(ctx, row.thread_id)).find(({ version }) => version === row.version)
  const { topic, channel } = message ?? {}
  if (!message || !topic || !channel) return
  if (answerBlockedBy(thread, { topic, channel }) !== null) {
    await stop(ctx, messageId, thread.id)
    return
  }
  await ctx.post.send({
    kind: answerMail,
    to: thread.email,
    subject: subjects[topic],
    text: composeLetter(ctx.config, {
      username: thread.name,
      paragraphs: [
        ...message.text.split(/\n+/).filter((line) => line.trim() !== ''),
        'To write back, to correct what you told us or to have all of it erased:',
        threadLink(ctx, thread.id),
      ],
      ...inquiryLetter,
    }),
  })
  await ctx.db.updateTable('support_messages').set({ sent_at: ctx.clock.now() }).where('id', '=', messageId).execute()
}

async function stop(ctx: Ctx, messageId: string, threadId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const thread = await readThread(tx, threadId, { lock: true })
    const stopped = await tx.db
      .updateTable('support_messages')
      .set({ stopped_at: tx.clock.now() })
      .where('id', '=', messageId)
      .where('sent_at', 'is', null)
      .where('stopped_at', 'is', null)
      .executeTakeFirst()
    if (stopped.numUpdatedRows === 1n && thread.state !== 'closed') await takeStep(tx, thread, 'stopped', null)
  })
}

export const inboxHandlers: readonly Handler[] = [
  handle(writeAnswer, (ctx, { messageId }) => sendOrStop(ctx, messageId), { mails: [answerMail] }),
]
