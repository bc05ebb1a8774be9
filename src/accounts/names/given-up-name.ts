import { dayMs, later } from '#platform/clock'
import type { AnyCtx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/** The table of them, as a receipt names what is kept. */
export const givenUpNames = 'accounts_given_up_names'

/** How long nobody else gets a name: old links and old trust are forgotten by then. */
export const heldDaysMax = 180

/** Case does not make another name, here as there. */
const indexOf = (ctx: AnyCtx, username: string): Buffer =>
  ctx.vault.blindIndex('accounts_given_up_names.name_index', username.toLowerCase())

/**
 * Keeps a name from everybody else for 180 days.
 *
 * @param personId who may take it back; null where the account is closed
 */
export async function giveUpName(tx: TxCtx, username: string, personId: Id<'person'> | null): Promise<void> {
  const row = { person_id: personId, free_at: later(tx.clock.now(), heldDaysMax * dayMs) }
  await tx.db
    .insertInto('accounts_given_up_names')
    .values({ name_index: indexOf(tx, username), ...row })
    .onConflict((conflict) => conflict.column('name_index').doUpdateSet(row))
    .execute()
}

/** Whether a name was given up by somebody else, and is not free yet. */
export async function isHeldForOther(
  ctx: AnyCtx,
  username: string,
  personId: Id<'person'> | null = null,
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('accounts_given_up_names')
    .where('name_index', '=', indexOf(ctx, username))
    .where('free_at', '>', ctx.clock.now())
    .select('person_id')
    .executeTakeFirst()
  return row !== undefined && (row.person_id === null || row.person_id !== personId)
}

/** The name is in use again and therefore not given up. */
export async function takeNameBack(tx: TxCtx, username: string): Promise<void> {
  await tx.db.deleteFrom('accounts_given_up_names').where('name_index', '=', indexOf(tx, username)).execute()
}
