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
 */
export async function claimAddress(tx: TxCtx, personId: Id<'person'>, email: string): Promise<Id<'address'>> {
  const id = newId<'address'>(tx)
  await tx.db
    .insertInto('accounts_addresses')
    .values({
      id,
      person_id: personId,
      email: await tx.vault.seal(tx.db, placeOf(personId), email),
      email_index: indexOf(tx, email),
      is_primary: true,
      verified_at: null,
      created_at: tx.clock.now(),
    })
    .execute()
  return id
}

/**
 * Notes that the person reads the mail of this address. From then on it belongs to them and to nobody else.
 *
 * @throws Refusal `email-taken` where somebody else has proven it before; the transaction is over then
 */
export async function proveAddress(tx: TxCtx, addressId: Id<'address'>): Promise<void> {
  try {
    await tx.db
      .updateTable('accounts_addresses')
      .set({ verified_at: tx.clock.now() })
      .where('id', '=', addressId)
      .where('verified_at', 'is', null)
      .execute()
  } catch (error) {
    const uniqueViolation = '23505'
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error
    throw new Refusal('conflict', 'email-taken', 'This e-mail address belongs to another account.')
  }
}
