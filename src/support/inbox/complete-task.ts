import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { freeText } from '#platform/free-text'
import { readId } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import { ThreadInput } from './assign-thread.ts'
import { addTask } from './send-answer.ts'
import { lockThread, outcomePlace, takeStep } from './thread-row.ts'
import { inboxRoles } from './thread.ts'

export const CompleteTaskInput = ThreadInput.extend({
  task: z.string(),
  reached: z.enum(['yes', 'no'], { error: 'Say whether they were reached.' }).transform((word) => word === 'yes'),
  outcome: freeText('outcome').trim().max(4000, { error: 'Use at most 4000 characters.' }).default(''),
})
export type CompleteTaskInput = z.output<typeof CompleteTaskInput>

/**
 * Notes what became of a call. Where nobody was reached, another one is due a day later.
 *
 * @throws Refusal `task-not-found`, `task-done`, `thread-changed-meanwhile`, `thread-not-found` and those of `requireRole`
 */
export async function completeTask(
  ctx: Ctx,
  actor: Actor,
  { id, version, task, reached, outcome }: CompleteTaskInput,
): Promise<void> {
  const { personId } = requireRole(actor, ...inboxRoles)
  await inTransaction(ctx, async (tx) => {
    const thread = await lockThread(tx, { id, version })
    const taskId = readId('task', task)
    const row =
      taskId &&
      (await tx.db
        .selectFrom('support_tasks')
        .where('id', '=', taskId)
        .where('thread_id', '=', thread.id)
        .select(['id', 'message_id', 'done_at'])
        .executeTakeFirst())
    if (!row) throw notFound('task-not-found', 'There is no such call to make.')
    if (row.done_at) throw new Refusal('conflict', 'task-done', 'What became of this call was noted already.')
    const after = await takeStep(tx, thread, reached ? 'called' : 'not-reached', personId)
    const now = tx.clock.now()
    const sealed = outcome === '' ? null : await tx.vault.seal(tx.db, outcomePlace(thread.id), outcome)
    await tx.db
      .updateTable('support_tasks')
      .set({ done_at: now, done_version: after, reached, outcome: sealed })
      .where('id', '=', row.id)
      .execute()
    if (reached) {
      await tx.db.updateTable('support_messages').set({ sent_at: now }).where('id', '=', row.message_id).execute()
    } else {
      await addTask(tx, thread.id, row.message_id)
    }
  })
}
