import type { DataHolder } from '#declaration'
import { later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type ClosingPart, beginClosing, closedMs } from './close-organisation.ts'
import { owner } from './stores.ts'
import { hasOtherOwner, lockOrganisation } from './under-lock.ts'

/** What goes with a person who owns organisations, and organisations that are past their time. */
export const organisationHolder = (parts: readonly ClosingPart[]): DataHolder<Ctx, TxCtx> => ({
  owner,
  /** An organisation whose only owner goes is closed: nobody is left who may decide for it. What is of others stays. */
  async erase(tx, personId) {
    const rows = await tx.db
      .selectFrom('accounts_organisation_people')
      .where('person_id', '=', personId)
      .select('organisation_id')
      .orderBy('organisation_id')
      .execute()
    for (const row of rows) {
      const organisationId = row.organisation_id as Id<'organisation'>
      await lockOrganisation(tx, organisationId)
      if (!(await hasOtherOwner(tx, organisationId, personId as Id<'person'>))) await beginClosing(tx, organisationId)
    }
  },
  /** By the room, so that the key goes with the row, and because an agreement that must be kept may still name it. */
  async retain(ctx) {
    const rows = await ctx.db
      .selectFrom('accounts_organisations')
      .where('closed_at', '<=', later(ctx.clock.now(), -closedMs))
      .select('id')
      .execute()
    let count = 0
    for (const { id } of rows) count += await takeAway(ctx, parts, id as Id<'organisation'>)
    return count
  },
})

/** PostgreSQL: foreign_key_violation. */
const stillNamed = '23503'

/** @returns 1 where the row went; 0 where something names it still, and only what can be read of it went */
async function takeAway(ctx: Ctx, parts: readonly ClosingPart[], organisationId: Id<'organisation'>): Promise<0 | 1> {
  try {
    await inTransaction(ctx, async (tx) => {
      for (const part of parts) await part.takeAway?.(tx, organisationId)
      await tx.vault.shred(tx.db, organisationId)
      await tx.db.deleteFrom('accounts_organisations').where('id', '=', organisationId).execute()
    })
    return 1
  } catch (error) {
    if ((error as { code?: unknown }).code !== stillNamed) throw error
  }
  await inTransaction(ctx, async (tx) => {
    for (const part of parts) await part.takeAway?.(tx, organisationId)
    await tx.vault.shred(tx.db, organisationId)
    await tx.db
      .updateTable('accounts_organisations')
      .where('id', '=', organisationId)
      .set({ preferred_channel: 'email', email: null, street_address: null, telephone: null })
      .execute()
    await tx.db.deleteFrom('accounts_organisation_people').where('organisation_id', '=', organisationId).execute()
  })
  return 0
}
