import * as z from 'zod'
import { type Actor, requireProven, requireRole } from '#accounts/members'
import type { Store } from '#declaration'
import { type Ctx, inTransaction } from '#platform/context'
import { appendAudit } from '#privacy/audit'
import { holdRoles, readHold } from './hold-row.ts'
import { fieldsInWords } from './hold.rules.ts'
import { writeHoldNews } from './letters.ts'
import { holdReason } from './place-hold.ts'

export const LiftHoldInput = z.strictObject({ hold: z.string(), note: holdReason('note') })
export type LiftHoldInput = z.output<typeof LiftHoldInput>

/**
 * Ends a hold before its day. From now on nothing stays because of it, and what it kept cannot be read; row and key are
 * removed within the hour. Of two at once one is refused.
 *
 * @throws Refusal `hold-not-found`, and those of `requireRole` and `requireProven`
 */
export async function liftHold(
  ctx: Ctx,
  stores: readonly Store[],
  actor: Actor,
  { hold: shown, note }: LiftHoldInput,
): Promise<void> {
  const staff = requireRole(actor, ...holdRoles)
  requireProven(actor, ctx.clock.now())
  await inTransaction(ctx, async (tx) => {
    const hold = await readHold(tx, shown, { lock: true })
    const at = tx.clock.now()
    await tx.db.updateTable('privacy_holds').set({ lifted_at: at }).where('id', '=', hold.id).execute()
    await tx.db
      .insertInto('privacy_hold_steps')
      .values({ hold_id: hold.id, what: 'lifted', by_person_id: staff.personId, at })
      .execute()
    await appendAudit(tx, {
      kind: 'hold-lifted',
      by: staff.personId,
      about: hold.subjectId ?? hold.id,
      detail: {
        roles: holdRoles.filter((role) => staff.roles.has(role)),
        groups: fieldsInWords(stores, hold.fields),
      },
      reason: note,
    })
    if (hold.subjectId === null) return
    await tx.enqueue(writeHoldNews, { holdId: hold.id, personId: hold.subjectId, news: 'lifted' })
  })
}
