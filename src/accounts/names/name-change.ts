import { dayMs, later } from '#platform/clock'
import type { TxCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'

/** Whoever changes their name often confuses everybody else, and holds many names at once. */
export const nameChangesMax = 3
export const nameChangesWithinDays = 30

/**
 * Counts a change of name. The person is locked, so that two at once are counted as two.
 *
 * @returns false where there were too many already; then it is not counted
 */
export async function noteNameChange(tx: TxCtx, personId: Id<'person'>): Promise<boolean> {
  const now = tx.clock.now()
  const { count } = await tx.db
    .selectFrom('accounts_name_changes')
    .where('person_id', '=', personId)
    .where('changed_at', '>', later(now, -nameChangesWithinDays * dayMs))
    .select((row) => row.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) >= nameChangesMax) return false
  await tx.db
    .insertInto('accounts_name_changes')
    .values({ id: newId<'nameChange'>(tx), person_id: personId, changed_at: now })
    .execute()
  return true
}
