import { type Actor, requireRole } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { ThreadInput } from './assign-thread.ts'
import { dropDraft, lockThread, takeStep } from './thread-row.ts'
import { inboxRoles } from './thread.ts'

/**
 * Closes a thread: from now on its time runs. A draft that nobody sent goes, and so do calls that nobody made.
 *
 * @throws Refusal `thread-closed-already`, `thread-changed-meanwhile`, `thread-not-found` and those of `requireRole`
 */
export async function closeThread(ctx: Ctx, actor: Actor, { id, version }: ThreadInput): Promise<void> {
  const { personId } = requireRole(actor, ...inboxRoles)
  await inTransaction(ctx, async (tx) => {
    const thread = await lockThread(tx, { id, version })
    if (thread.state === 'closed') {
      throw new Refusal('conflict', 'thread-closed-already', 'This inquiry is closed already.')
    }
    await dropDraft(tx, thread.id)
    await tx.db.deleteFrom('support_tasks').where('thread_id', '=', thread.id).where('done_at', 'is', null).execute()
    await takeStep(tx, thread, 'closed', personId)
  })
}

/**
 * Opens a thread again that was closed; its time begins anew when it is closed the next time.
 *
 * @throws Refusal `thread-not-closed`, `thread-changed-meanwhile`, `thread-not-found` and those of `requireRole`
 */
export async function reopenThread(ctx: Ctx, actor: Actor, { id, version }: ThreadInput): Promise<void> {
  const { personId } = requireRole(actor, ...inboxRoles)
  await inTransaction(ctx, async (tx) => {
    const thread = await lockThread(tx, { id, version })
    if (thread.state !== 'closed') throw new Refusal('conflict', 'thread-not-closed', 'This inquiry is not closed.')
    await takeStep(tx, thread, 'reopened', personId)
  })
}
