import type * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { freeText } from '#platform/free-text'
import { ThreadInput } from './assign-thread.ts'
import { addMessage, lockThread, takeStep } from './thread-row.ts'
import { inboxRoles } from './thread.ts'

export const NoteInput = ThreadInput.extend({
  note: freeText('note').trim().min(1, { error: 'Write a note.' }).max(4000, { error: 'Use at most 4000 characters.' }),
})
export type NoteInput = z.output<typeof NoteInput>

/**
 * Adds a note for others in support. It goes to nobody; whoever asked can have it shown as everything held on them.
 *
 * @throws Refusal `thread-changed-meanwhile`, `thread-not-found` and those of `requireRole`
 */
export async function noteInThread(ctx: Ctx, actor: Actor, { id, version, note }: NoteInput): Promise<void> {
  const { personId } = requireRole(actor, ...inboxRoles)
  await inTransaction(ctx, async (tx) => {
    const thread = await lockThread(tx, { id, version })
    const after = await takeStep(tx, thread, 'noted', personId)
    await addMessage(tx, thread.id, { version: after, kind: 'note', text: note })
  })
}
