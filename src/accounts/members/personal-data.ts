import { giveUpName } from '#accounts/names'
import type { DataHolder } from '#declaration'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { owner } from './stores.ts'

/** An address that is not proven in this time is nobody's: the account goes, and with it the name and the address. */
export const unverifiedDaysMax = 14

export const memberHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async erase(tx, personId) {
    const person = await tx.db
      .selectFrom('accounts_people')
      .where('id', '=', personId)
      .select(['username', 'status'])
      .executeTakeFirst()
    // A closed account must not be played by whoever comes next. One that was never verified was never seen.
    if (person && person.status !== 'unverified') await giveUpName(tx, person.username, null)
  },
  retain: removeUnverified,
}

/**
 * Removes accounts that were never verified, with their keys. They could not do anything, so nothing of theirs is in any
 * other wing; their rows in the rooms of this wing go with the person's.
 */
async function removeUnverified(ctx: Ctx): Promise<number> {
  const before = later(ctx.clock.now(), -unverifiedDaysMax * dayMs)
  return inTransaction(ctx, async (tx) => {
    // The status is looked at by the statement that deletes: somebody who verifies at this moment stays.
    const gone = await tx.db
      .deleteFrom('accounts_people')
      .where('status', '=', 'unverified')
      .where('created_at', '<=', before)
      .returning('id')
      .execute()
    for (const { id } of gone) await tx.vault.shred(tx.db, id)
    return gone.length
  })
}
