import type { TxCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { sameAddress } from './email.rules.ts'

const emailColumn = 'accounts_addresses.email'

/** The number by which an address is found, without being readable. */
export const indexOf = (ctx: Pick<TxCtx, 'vault'>, email: string): Buffer =>
  ctx.vault.blindIndex(emailColumn, sameAddress(email))

/** Where the address of a person is sealed. */
export const placeOf = (personId: string) => ({ column: emailColumn, subjectId: personId })

/**
 * Notes that a person says an address is theirs. Several may say so of one address; nobody is asked and nobody is told,
 * so that a sign-up cannot find out who is here.
 *
 * @param options `primary: false` for a further address of somebody who has one
 */
export async function claimAddress(
  tx: TxCtx,
  personId: Id<'person'>,
  email: string,
  { primary = true } = {},
): Promise<Id<'address'>> {
  const id = newId<'address'>(tx)
  await tx.db
    .insertInto('accounts_addresses')
    .values({
      id,
      person_id: personId,
      email: await tx.vault.seal(tx.db, placeOf(personId), email),
      email_index: indexOf(tx, email),
      is_primary: primary,
      verified_at: null,
      created_at: tx.clock.now(),
    })
    .execute()
  return id
}

/**
 * Notes that the person reads the mail of this address. From then on it belongs to them and to nobody else.
 *
 * @returns whether it is the primary one
 * @throws Refusal `email-taken` where somebody else has proven it before; the transaction is over then
 */
export async function proveAddress(tx: TxCtx, addressId: Id<'address'>): Promise<{ readonly isPrimary: boolean }> {
  // What its last owner gave up and is no longer kept for them stands in nobody's way, also before it is swept away.
  await tx.db
    .deleteFrom('accounts_addresses')
    .where('held_until', '<=', tx.clock.now())
    .where('email_index', 'in', (query) =>
      query.selectFrom('accounts_addresses').where('id', '=', addressId).select('email_index'),
    )
    .execute()
  try {
    const proven = await tx.db
      .updateTable('accounts_addresses')
      .set((row) => ({ verified_at: row.fn.coalesce('verified_at', row.val(tx.clock.now())) }))
      .where('id', '=', addressId)
      .returning('is_primary')
      .executeTakeFirst()
    return { isPrimary: proven?.is_primary ?? false }
  } catch (error) {
    const uniqueViolation = '23505'
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error
    throw new Refusal('conflict', 'email-taken', 'This e-mail address belongs to another account.')
  }
}
