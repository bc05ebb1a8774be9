import { giveUpName } from '#accounts/names'
import type { DataHolder } from '#declaration'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { accountLeaving, signInNeeded } from './actor.ts'
import { owner } from './stores.ts'

/** An address that is not proven in this time is nobody's: the account goes, and with it the name and the address. */
export const unverifiedDaysMax = 14

export const memberHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  lock: lockForErasure,
  /** A leaving account acts for nobody: its keys are not taken, and its sessions lead to the one page that undoes it. */
  hide: (tx, personId) => move(tx, personId, 'active', 'leaving'),
  unhide: (tx, personId) => move(tx, personId, 'leaving', 'active'),
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
 * Waits for every row that is just being added under the person, and keeps further ones waiting until the transaction
 * ends: each of them holds a share of this row's key. Nothing happens where the person is gone.
 */
async function lockForErasure(tx: TxCtx, personId: string): Promise<void> {
  await tx.db.selectFrom('accounts_people').where('id', '=', personId).select('id').forUpdate().execute()
}

async function move(tx: TxCtx, personId: string, from: 'active' | 'leaving', to: 'active' | 'leaving'): Promise<void> {
  await tx.db
    .updateTable('accounts_people')
    .set({ status: to })
    .where('id', '=', personId)
    .where('status', '=', from)
    .execute()
}

/**
 * Looks, after something was added under a person, whether they are still here: somebody who asked to be erased at this
 * moment was waited for.
 *
 * @throws Refusal `account-leaving`, `sign-in-needed`
 */
export async function requireStaying(tx: TxCtx, personId: string): Promise<void> {
  const row = await tx.db.selectFrom('accounts_people').where('id', '=', personId).select('status').executeTakeFirst()
  if (!row) throw signInNeeded()
  if (row.status === 'leaving') throw accountLeaving()
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
