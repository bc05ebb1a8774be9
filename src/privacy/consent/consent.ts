import { sql } from 'kysely'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { Consentable } from './register.ts'

/** By which way a yes came. */
export type Channel = 'form' | 'settings' | 'api' | 'letter'

/** Whose yes it is, and to what. */
export interface Yes {
  readonly personId: Id<'person'>
  readonly what: string
  /** Where it is to one address. */
  readonly addressId?: Id<'address'>
  /** Who acts, where it is somebody else for them. */
  readonly by?: Id<'person'>
}

/** The entry of the register. @throws Refusal `consent-not-known` */
export function entryOf(register: readonly Consentable[], what: string): Consentable {
  const found = register.find((one) => one.what === what)
  if (!found) throw new Refusal('not-found', 'consent-not-known', 'This is nothing that one is asked for here.')
  return found
}

/** From here on nobody else gives or withdraws for this person until the transaction is over. */
export async function lockConsentsOf(tx: TxCtx, personId: Id<'person'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`privacy_consents ${personId}`}, 0))`.execute(tx.db)
}

/** The living row of a yes, or undefined. */
export const livingRow = (tx: TxCtx, { personId, what, addressId }: Yes) =>
  tx.db
    .selectFrom('privacy_consents')
    .where('person_id', '=', personId)
    .where('what', '=', what)
    .where('address_id', 'is not distinct from', addressId ?? null)
    .where('withdrawn_at', 'is', null)
    .select(['id', 'wording_hash'])
    .executeTakeFirst()
