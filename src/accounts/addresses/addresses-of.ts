import type { AnyCtx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { indexOf, placeOf } from './claim-address.ts'

/** One of the addresses of a person. What it reads as stays sealed. */
export interface OwnedAddress {
  readonly addressId: Id<'address'>
  readonly isPrimary: boolean
  readonly provenAt: Date | null
  readonly addedAt: Date
  /** Given up, and kept until then. */
  readonly heldUntil: Date | null
}

/** Every address of a person, the primary one first, then as they were added; also those given up that are still kept. */
export async function addressesOf(ctx: AnyCtx, personId: Id<'person'>): Promise<readonly OwnedAddress[]> {
  const rows = await ownRows(ctx, personId).orderBy('is_primary', 'desc').orderBy('created_at').orderBy('id').execute()
  return rows.map(owned)
}

/** The same, and nobody else changes them before this transaction is over: whoever changes some locks all. */
export async function lockAddressesOf(tx: TxCtx, personId: Id<'person'>): Promise<readonly OwnedAddress[]> {
  await ownRows(tx, personId).orderBy('id').forUpdate().execute()
  // Read again: rows that came while this waited are in no lock, and no change can come after it.
  return addressesOf(tx, personId)
}

/** Of the addresses of a person the one that is written so, also where it is given up. */
export async function ownAddressWritten(
  ctx: AnyCtx,
  personId: Id<'person'>,
  email: string,
): Promise<Id<'address'> | null> {
  const row = await ctx.db
    .selectFrom('accounts_addresses')
    .where('person_id', '=', personId)
    .where('email_index', '=', indexOf(ctx, email))
    .select('id')
    .executeTakeFirst()
  return row ? (row.id as Id<'address'>) : null
}

/** What all addresses of a person read as, also those given up, to show them or to look for what was sent there. */
export async function readAddressesOf(ctx: AnyCtx, personId: Id<'person'>): Promise<readonly string[]> {
  const rows = await ctx.db.selectFrom('accounts_addresses').where('person_id', '=', personId).select('email').execute()
  const texts = await Promise.all(
    rows.map(({ email }) => ctx.vault.open(ctx.db, placeOf(personId), email, 'account.provide')),
  )
  return texts.filter((text) => text !== null)
}

/** Writes to this address about the account from now on, and to no other. Its person's addresses are locked, it is proven. */
export async function makeAddressPrimary(tx: TxCtx, personId: Id<'person'>, addressId: Id<'address'>): Promise<void> {
  const ofPerson = tx.db.updateTable('accounts_addresses').where('person_id', '=', personId)
  // In this order: at no time are two of them primary.
  await ofPerson.set({ is_primary: false }).where('is_primary', '=', true).where('id', '<>', addressId).execute()
  await ofPerson.set({ is_primary: true, held_until: null }).where('id', '=', addressId).execute()
}

/** Takes an address that was given up back, proven as it was. */
export async function takeAddressBack(tx: TxCtx, addressId: Id<'address'>): Promise<void> {
  await tx.db.updateTable('accounts_addresses').set({ held_until: null }).where('id', '=', addressId).execute()
}

/** Keeps a proven address that was given up: until then nobody signs in by it and nobody else can prove it. */
export async function holdAddress(tx: TxCtx, addressId: Id<'address'>, until: Date): Promise<void> {
  await tx.db.updateTable('accounts_addresses').set({ held_until: until }).where('id', '=', addressId).execute()
}

/** Deletes addresses of a person, with the links that were sent there. */
export async function deleteAddresses(tx: TxCtx, addressIds: readonly Id<'address'>[]): Promise<void> {
  if (addressIds.length === 0) return
  await tx.db.deleteFrom('accounts_addresses').where('id', 'in', addressIds).execute()
}

const ownRows = (ctx: AnyCtx, personId: Id<'person'>) =>
  ctx.db
    .selectFrom('accounts_addresses')
    .where('person_id', '=', personId)
    .select(['id', 'is_primary', 'verified_at', 'created_at', 'held_until'])

const owned = (row: {
  readonly id: string
  readonly is_primary: boolean
  readonly verified_at: Date | null
  readonly created_at: Date
  readonly held_until: Date | null
}): OwnedAddress => ({
  addressId: row.id as Id<'address'>,
  isPrimary: row.is_primary,
  provenAt: row.verified_at,
  addedAt: row.created_at,
  heldUntil: row.held_until,
})
