import * as z from 'zod'
import { type Actor, memberByUsername, requireRole } from '#accounts/members'
import { rolesOf } from '#accounts/roles'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { lockThread, takeStep } from './thread-row.ts'
import { inboxRoles } from './thread.ts'

/** Which thread, as whoever acts has read it. */
export const ThreadInput = z.strictObject({ id: z.string(), version: z.coerce.number().int() })
export type ThreadInput = z.output<typeof ThreadInput>

export const AssignThreadInput = ThreadInput.extend({
  /** A user name; empty for nobody. */
  assignee: z.string().trim().max(60, { error: 'Give a user name.' }).default(''),
})
export type AssignThreadInput = z.output<typeof AssignThreadInput>

/**
 * Gives a thread to somebody who works in the inbox, or to nobody.
 *
 * @throws Refusal `not-in-the-inbox`, `thread-changed-meanwhile`, `thread-not-found` and those of `requireRole`
 */
export async function assignThread(
  ctx: Ctx,
  actor: Actor,
  { id, version, assignee }: AssignThreadInput,
): Promise<void> {
  const { personId } = requireRole(actor, ...inboxRoles)
  await inTransaction(ctx, async (tx) => {
    const thread = await lockThread(tx, { id, version })
    const member = assignee === '' ? null : await memberByUsername(tx, assignee)
    if (assignee !== '' && !(member && (await worksHere(tx, member.personId)))) {
      throw new Refusal('invalid', 'not-in-the-inbox', 'Nobody of this user name answers inquiries.', {
        fields: { assignee: 'Give the user name of somebody in support.' },
      })
    }
    await tx.db.deleteFrom('support_assignments').where('thread_id', '=', thread.id).execute()
    if (member) {
      await tx.db
        .insertInto('support_assignments')
        .values({ thread_id: thread.id, person_id: member.personId, assigned_at: tx.clock.now() })
        .execute()
    }
    await takeStep(tx, thread, member ? 'assigned' : 'freed', personId)
  })
}

async function worksHere(...[ctx, personId]: Parameters<typeof rolesOf>): Promise<boolean> {
  const roles = await rolesOf(ctx, personId)
  return inboxRoles.some((role) => roles.has(role))
}
