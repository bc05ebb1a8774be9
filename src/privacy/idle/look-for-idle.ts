import { lastUses } from '#accounts/api-keys'
import { lastVisits } from '#accounts/sessions'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type ErasureParts, beginErasure } from '#privacy/erasure'
import { type ToldDays, idleStep } from './idle.rules.ts'
import { writeIdleWarning } from './letters.ts'

const batchSize = 500

/**
 * Looks at everybody who chose to go after a time without a visit: notes their last visit while a session or a key still
 * tells of it, writes the letters that it comes, and begins what has come. Safe to run twice at once.
 *
 * Of who chose nothing, nothing is looked at.
 */
export async function lookForIdle(ctx: Ctx, parts: ErasureParts): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const batch = await ctx.db
      .selectFrom('privacy_idle_choices')
      .where('person_id', '>', after)
      .select('person_id')
      .orderBy('person_id')
      .limit(batchSize)
      .execute()
    const ids = batch.map(({ person_id }) => person_id)
    const [visits, uses] = [await lastVisits(ctx, ids), await lastUses(ctx, ids)]
    for (const id of ids) {
      const visit = latest(visits.get(id), uses.get(id))
      await inTransaction(ctx, (tx) => lookAt(tx, parts, id, visit))
    }
    const last = ids.at(-1)
    if (last === undefined || ids.length < batchSize) return
    after = last
  }
}

const latest = (...instants: readonly (Date | undefined)[]): Date | null =>
  instants.reduce<Date | null>((last, one) => (one && (last === null || one > last) ? one : last), null)

async function lookAt(tx: TxCtx, parts: ErasureParts, personId: string, visit: Date | null): Promise<void> {
  // Before the row of the choice, in the order of whoever erases: it goes with the person.
  for (const { lock } of parts.holders) await lock?.(tx, personId)
  const mine = tx.db.updateTable('privacy_idle_choices').where('person_id', '=', personId)
  if (visit) await mine.set({ seen_at: visit, told_days: null, told_at: null }).where('seen_at', '<', visit).execute()
  const row = await tx.db
    .selectFrom('privacy_idle_choices')
    .where('person_id', '=', personId)
    .select(['months', 'seen_at', 'told_days', 'told_at'])
    .executeTakeFirst()
  if (!row) return
  const told = row.told_at && { days: row.told_days as ToldDays, at: row.told_at }
  const step = idleStep({ months: row.months, seenAt: row.seen_at, told }, tx.clock.now())
  if (step === 'nothing') return
  if (step === 'erase') {
    await beginErasure(tx, parts, personId as Id<'person'>, 'idle', 0).catch((error: unknown) => {
      // They asked themselves meanwhile, and may still come back.
      if (!(error instanceof Refusal)) throw error
    })
    return
  }
  await mine.set({ told_days: step, told_at: tx.clock.now() }).execute()
  await tx.enqueue(writeIdleWarning, { personId, days: step })
}
