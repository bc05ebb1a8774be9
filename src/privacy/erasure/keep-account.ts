import { type Actor, requireMember } from '#accounts/people'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { appendAudit } from '#privacy/audit'
import type { ErasureParts } from './erasure.ts'

/** When whoever asks is to be erased, or null where they are not. */
export async function ownErasure(ctx: Ctx, actor: Actor): Promise<{ readonly dueAt: Date } | null> {
  const row = await ctx.db
    .selectFrom('privacy_erasures')
    .where('subject_id', '=', requireMember(actor).personId)
    .select('due_at')
    .executeTakeFirst()
  return row ? { dueAt: row.due_at } : null
}

/**
 * Undoes an erasure that has not begun: everything is there again as it was, but sessions and keys, which ended.
 *
 * @throws Refusal `erasure-not-asked`
 */
export async function keepAccount(ctx: Ctx, { holders }: ErasureParts, actor: Actor): Promise<void> {
  const { personId } = requireMember(actor)
  await inTransaction(ctx, async (tx) => {
    for (const { lock } of holders) await lock?.(tx, personId)
    const undone = await tx.db
      .deleteFrom('privacy_erasures')
      .where('subject_id', '=', personId)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (undone.numDeletedRows === 0n) {
      throw new Refusal('conflict', 'erasure-not-asked', 'Nothing is to be erased: the account is as it was.')
    }
    for (const { unhide } of holders) await unhide?.(tx, personId)
    await appendAudit(tx, { kind: 'erasure-undone', by: personId, about: personId, detail: {} })
  })
}
