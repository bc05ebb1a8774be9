import type { Kysely } from 'kysely'
import { findProvenAddress } from '#accounts/addresses'
import type { Purpose } from '#declaration'
import type { AnyCtx } from '#platform/context'
import type { DB } from '#platform/db'
import { Refusal } from '#platform/refusal'

/** Every question goes to the database: a yes that is taken back holds in no memory (promise G-102). */
const living = (db: Kysely<DB>, purpose: Purpose) =>
  db.selectFrom('privacy_consents').where('purpose', '=', purpose).where('withdrawn_at', 'is', null)

/** Whether a person says yes to a purpose at this moment. */
export async function mayUse(
  { db }: { readonly db: Kysely<DB> },
  personId: string,
  purpose: Purpose,
): Promise<boolean> {
  const row = await living(db, purpose).where('person_id', '=', personId).select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

/** Of some people those who say yes to a purpose, in one question. */
export async function whoSaysYes(
  { db }: { readonly db: Kysely<DB> },
  personIds: readonly string[],
  purpose: Purpose,
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await living(db, purpose)
    .where('person_id', 'in', [...new Set(personIds)])
    .select('person_id')
    .execute()
  return new Set(rows.map((row) => row.person_id))
}

/** The same, for an act that cannot go on without. @throws Refusal `consent-needed` */
export async function requireConsent(
  at: { readonly db: Kysely<DB> },
  personId: string,
  purpose: Purpose,
): Promise<void> {
  if (await mayUse(at, personId, purpose)) return
  throw new Refusal(
    'forbidden',
    'consent-needed',
    'This needs your agreement first. Give it under “What you agreed to”.',
  )
}

/** Whether the owner of an address says yes to letters for a purpose there. An address of nobody says nothing. */
export async function mayWriteTo(ctx: AnyCtx, email: string, purpose: Purpose): Promise<boolean> {
  const address = await findProvenAddress(ctx, email)
  if (!address) return false
  const row = await living(ctx.db, purpose)
    .where('person_id', '=', address.personId)
    .where('address_id', '=', address.addressId)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}
