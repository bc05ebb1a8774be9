import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { freeText } from '#platform/free-text'
import { type Id, newId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type Interest, interests } from '#support/offers'
import { ThreadInput } from './assign-thread.ts'
import { writeAnswer } from './letters.ts'
import { addMessage, dropDraft, lockThread, takeStep } from './thread-row.ts'
import { answerBlockedBy } from './thread.rules.ts'
import { type Thread, inboxRoles } from './thread.ts'

export const AnswerInput = ThreadInput.extend({
  /** The service that it is about: one of those that were asked about. */
  topic: z.enum(interests, { error: 'Choose the service that the answer is about.' }),
  text: freeText('text')
    .trim()
    .min(1, { error: 'Write an answer.' })
    .max(8000, { error: 'Use at most 8000 characters.' }),
})
export type AnswerInput = z.output<typeof AnswerInput>

/** A call is due a day after the answer was decided on. */
export const callWithinMs = dayMs

/**
 * Keeps a draft in the place of the one that was there. Nothing leaves.
 *
 * @throws Refusal `topic-not-asked`, `thread-closed`, `thread-changed-meanwhile`, `thread-not-found` and those of
 * `requireRole`
 */
export async function saveDraft(ctx: Ctx, actor: Actor, { id, version, topic, text }: AnswerInput): Promise<void> {
  const { personId } = requireRole(actor, ...inboxRoles)
  await inTransaction(ctx, async (tx) => {
    const thread = await lockToAnswer(tx, { id, version }, topic)
    await dropDraft(tx, thread.id)
    const after = await takeStep(tx, thread, 'drafted', personId)
    const { channel } = thread
    await addMessage(tx, thread.id, { version: after, kind: 'answer', isDraft: true, topic, channel, text })
  })
}

/**
 * Answers, by the way that whoever asked chose and by no other (promise S-54): by a letter that is queued, or by a call
 * that somebody is to make; for a call no letter is written. An answer about a service that was not asked about is refused
 * (promise S-20), and refused again before the letter leaves, should they have corrected what they asked.
 *
 * @throws Refusal `topic-not-asked`, `thread-closed`, `thread-changed-meanwhile`, `thread-not-found` and those of
 * `requireRole`
 */
export async function sendAnswer(ctx: Ctx, actor: Actor, { id, version, topic, text }: AnswerInput): Promise<void> {
  const { personId } = requireRole(actor, ...inboxRoles)
  await inTransaction(ctx, async (tx) => {
    const thread = await lockToAnswer(tx, { id, version }, topic)
    await dropDraft(tx, thread.id)
    const after = await takeStep(tx, thread, 'answered', personId)
    const { channel } = thread
    const messageId = await addMessage(tx, thread.id, { version: after, kind: 'answer', topic, channel, text })
    if (channel === 'email') await tx.enqueue(writeAnswer, { messageId })
    else await addTask(tx, thread.id, messageId)
  })
}

async function lockToAnswer(tx: TxCtx, at: ThreadInput, topic: Interest): Promise<Thread> {
  const thread = await lockThread(tx, at)
  if (thread.state === 'closed') {
    throw new Refusal('conflict', 'thread-closed', 'This inquiry is closed. Reopen it to answer.')
  }
  if (answerBlockedBy(thread, { topic, channel: thread.channel }) === 'other-topic') {
    throw new Refusal(
      'invalid',
      'topic-not-asked',
      'They did not ask about this service, so we do not write about it.',
      {
        fields: { topic: 'Choose one of the services that they asked about.' },
      },
    )
  }
  return thread
}

/** A call that is to be made. */
export async function addTask(tx: TxCtx, threadId: string, messageId: string): Promise<void> {
  const now = tx.clock.now()
  const id: Id<'task'> = newId(tx)
  await tx.db
    .insertInto('support_tasks')
    .values({ id, thread_id: threadId, message_id: messageId, made_at: now, due_at: later(now, callWithinMs) })
    .execute()
}
