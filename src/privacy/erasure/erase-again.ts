import { tablesOfSubjects } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { countIn } from '#privacy/access'
import { finish, takeAll } from './carry-out.ts'
import type { AskedBy, ErasureParts } from './erasure.ts'

const askedBy: AskedBy = 'restore'

/**
 * Erases whoever of these numbers a backup has brought back, with their rows, work and files. They were told when they
 * were erased; nobody is written to again. Broken off it is begun anew.
 *
 * @returns how many were there
 */
export async function eraseAgain(ctx: Ctx, parts: ErasureParts, subjectIds: readonly string[]): Promise<number> {
  let count = 0
  for (const id of subjectIds) {
    if (await inTransaction(ctx, (tx) => takeAgain(tx, parts, id as Id<'person'>))) count++
  }
  // Also what an attempt that was broken off has left.
  const unfinished = await ctx.db
    .selectFrom('privacy_erasures')
    .where('asked_by', '=', askedBy)
    .where('state', '=', 'erased')
    .select('id')
    .execute()
  for (const { id } of unfinished) await finish(ctx, id)
  return count
}

/** @returns whether anything of them was there */
async function takeAgain(tx: TxCtx, parts: ErasureParts, personId: Id<'person'>): Promise<boolean> {
  if (!(await isHeld(tx, parts, personId))) return false
  for (const { lock } of parts.holders) await lock?.(tx, personId)
  // What they had asked for before the backup: the address of their receipt is that of this row.
  const asked = await tx.db
    .updateTable('privacy_erasures')
    .where('subject_id', '=', personId)
    .set({ state: 'erased', subject_id: null, asked_by: askedBy })
    .returning('id')
    .executeTakeFirst()
  const id = asked?.id ?? newId(tx)
  if (!asked) {
    const now = tx.clock.now()
    await tx.db
      .insertInto('privacy_erasures')
      .values({ id, subject_kind: 'member', asked_by: askedBy, asked_at: now, due_at: now, state: 'erased' })
      .execute()
  }
  await takeAll(tx, parts, id, personId)
  return true
}

async function isHeld(tx: TxCtx, { stores }: ErasureParts, personId: string): Promise<boolean> {
  for (const store of tablesOfSubjects(stores)) if ((await countIn(tx, stores, store, personId)) > 0) return true
  return false
}
