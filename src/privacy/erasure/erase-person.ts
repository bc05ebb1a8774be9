import type { DataHolder } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'

/**
 * Erases a person from every room, then destroys their key.
 *
 * @param holders in the order in which they let go: rooms that point at others first
 */
export async function erasePerson(
  ctx: Ctx,
  holders: readonly DataHolder<Ctx, TxCtx>[],
  personId: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    for (const holder of holders) await holder.erase(tx, personId)
    await tx.vault.shred(tx.db, personId)
  })
}
