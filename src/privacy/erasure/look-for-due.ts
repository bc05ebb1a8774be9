import { hourMs, later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { eraseSubject } from './carry-out.ts'
import { warnBeforeMs } from './erasure.ts'
import { writeErasureNews } from './letters.ts'

/**
 * Queues what has become due: the letters of the day before, the erasures whose time has come, and those that were broken
 * off and not taken up. Comes round every few minutes; safe to run twice at once.
 *
 * @returns how many erasures are under way
 */
export async function lookForDue(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now()
  return inTransaction(ctx, async (tx) => {
    const soon = await tx.db
      .updateTable('privacy_erasures')
      .set({ warned_at: now })
      .where('state', '=', 'waiting')
      .where('warned_at', 'is', null)
      .where('due_at', '>', now)
      .where('due_at', '<=', later(now, warnBeforeMs))
      .returning('id')
      .execute()
    for (const { id } of soon) await tx.enqueue(writeErasureNews, { erasureId: id, news: 'soon' })
    const due = await tx.db
      .selectFrom('privacy_erasures')
      .where((where) =>
        where.or([
          where('state', '=', 'erased'),
          where.and([where('state', '=', 'waiting'), where('due_at', '<=', now)]),
        ]),
      )
      .select('id')
      .execute()
    for (const { id } of due) await tx.enqueue(eraseSubject, { erasureId: id }, { key: id })
    return due.length
  })
}

/** How many erasures should have been over an hour ago: 0 where the worker does its work. */
export async function countLate(ctx: Ctx): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('privacy_erasures')
    .where('state', '<>', 'done')
    .where('due_at', '<=', later(ctx.clock.now(), -hourMs))
    .select((of) => of.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
