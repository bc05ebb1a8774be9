import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { signInNeeded } from './actor.ts'

/**
 * Holds the row of a person until the transaction ends: of two who decide at once what depends on all that a person has,
 * like their last way to sign in, the second sees what the first did.
 *
 * @throws Refusal `sign-in-needed` where the person is gone
 */
export async function lockMember(tx: TxCtx, personId: Id<'person'>): Promise<void> {
  const row = await tx.db
    .selectFrom('accounts_people')
    .where('id', '=', personId)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw signInNeeded()
}
