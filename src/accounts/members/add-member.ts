import { sql } from 'kysely'
import { claimAddress } from '#accounts/addresses'
import { isHeldForOther } from '#accounts/names'
import { setPassword } from '#accounts/passwords'
import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { memberByUsername } from './find-member.ts'

export const agreementDocuments = ['privacy', 'terms', 'storage-region'] as const

/** What somebody agreed to: a document and its version; for the storage region its name. */
export interface Agreement {
  readonly document: (typeof agreementDocuments)[number]
  readonly version: string
}

export interface NewMember {
  readonly username: string
  readonly email: string
  readonly passwordHash: string
  readonly agreements: readonly Agreement[]
}

export const usernameTaken = (): Refusal =>
  new Refusal('conflict', 'username-taken', 'This user name is taken.', {
    fields: { username: 'This user name is taken. Choose another.' },
  })

/** Looked at before a password is hashed for nothing; `addMember` looks again. @throws Refusal `username-taken` */
export async function refuseTakenUsername(ctx: AnyCtx, username: string): Promise<void> {
  if ((await memberByUsername(ctx, username)) || (await isHeldForOther(ctx, username))) throw usernameTaken()
}

/**
 * Adds a person whose address is not proven yet. Of two who want the same name at once, one gets it; a name that
 * somebody gave up goes to nobody yet.
 *
 * @throws Refusal `username-taken`
 */
export async function addMember(
  tx: TxCtx,
  { username, email, passwordHash, agreements }: NewMember,
): Promise<{ readonly personId: Id<'person'>; readonly addressId: Id<'address'> }> {
  const personId = newId<'person'>(tx)
  const now = tx.clock.now()
  const added = await tx.db
    .insertInto('accounts_people')
    .values({ id: personId, username, status: 'unverified', created_at: now })
    .onConflict((conflict) => conflict.expression(sql`lower(username)`).doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) throw usernameTaken()
  // After the name is written: whoever gives it up at this moment was waited for.
  if (await isHeldForOther(tx, username)) throw usernameTaken()

  await setPassword(tx, personId, passwordHash)
  const addressId = await claimAddress(tx, personId, email)
  if (agreements.length > 0) {
    await tx.db
      .insertInto('accounts_agreements')
      .values(agreements.map((agreement) => ({ person_id: personId, ...agreement, agreed_at: now })))
      .execute()
  }
  return { personId, addressId }
}

/** An account whose address is proven may be used. */
export async function activateMember(tx: TxCtx, personId: Id<'person'>): Promise<void> {
  await tx.db
    .updateTable('accounts_people')
    .set({ status: 'active' })
    .where('id', '=', personId)
    .where('status', '=', 'unverified')
    .execute()
}
