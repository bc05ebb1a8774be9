import { addressHolder } from '#accounts/addresses'
import { letterHolder } from '#accounts/letters'
import { giveUpName, nameHolder } from '#accounts/names'
import { passwordHolder } from '#accounts/passwords'
import type { DataHolder, HeldData } from '#declaration'
import { dayMs, later } from '#platform/clock'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { owner } from './stores.ts'

/** An address that is not proven in this time is nobody's: the account goes, and with it the name and the address. */
export const unverifiedDaysMax = 14

/** The rooms this one stands on. To the rest of the house they are one with it. */
const below: readonly DataHolder<Ctx, TxCtx>[] = [letterHolder, passwordHolder, addressHolder, nameHolder]

export const memberHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async show(ctx, personId) {
    const own = [
      { store: 'accounts_people', rows: await personRows(ctx, personId) },
      { store: 'accounts_agreements', rows: await agreementRows(ctx, personId) },
    ]
    const others = await Promise.all(below.map((holder) => holder.show(ctx, personId)))
    return [...own, ...others.flat()] satisfies HeldData[]
  },

  async erase(tx, personId) {
    for (const holder of below) await holder.erase(tx, personId)
    const person = await tx.db
      .selectFrom('accounts_people')
      .where('id', '=', personId)
      .select(['username', 'status'])
      .executeTakeFirst()
    // A closed account must not be played by whoever comes next. One that was never verified was never seen.
    if (person && person.status !== 'unverified') await giveUpName(tx, person.username, null)
    await tx.db.deleteFrom('accounts_agreements').where('person_id', '=', personId).execute()
    await tx.db.deleteFrom('accounts_people').where('id', '=', personId).execute()
  },

  async retain(ctx) {
    let count = await removeUnverified(ctx)
    for (const holder of below) count += await holder.retain(ctx)
    return count
  },
}

const personRows = (ctx: AnyCtx, personId: string) =>
  ctx.db
    .selectFrom('accounts_people')
    .where('id', '=', personId)
    .select(['id', 'username', 'status', 'profile_public', 'display_name', 'about', 'created_at'])
    .execute()

const agreementRows = (ctx: AnyCtx, personId: string) =>
  ctx.db
    .selectFrom('accounts_agreements')
    .where('person_id', '=', personId)
    .select(['person_id', 'document', 'version', 'agreed_at'])
    .orderBy('agreed_at')
    .execute()

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
