import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { indexOf, placeOf } from './claim-address.ts'

/** The person to whom an address belongs, that is, who has proven it and has not given it up. */
export async function ownerOfAddress(ctx: AnyCtx, email: string): Promise<Id<'person'> | null> {
  return (await findProvenAddress(ctx, email))?.personId ?? null
}

/** The address that is written so and belongs to somebody, and to whom; null where it is nobody's. */
export async function findProvenAddress(
  ctx: AnyCtx,
  email: string,
): Promise<{ readonly addressId: Id<'address'>; readonly personId: Id<'person'> } | null> {
  const row = await ctx.db
    .selectFrom('accounts_addresses')
    .where('email_index', '=', indexOf(ctx, email))
    .where('verified_at', 'is not', null)
    .where('held_until', 'is', null)
    .select(['id', 'person_id'])
    .executeTakeFirst()
  return row ? { addressId: row.id as Id<'address'>, personId: row.person_id as Id<'person'> } : null
}

/** Of the claims to an address that are not proven, the newest few. */
export async function openClaims(ctx: AnyCtx, email: string, limit: number): Promise<readonly Id<'address'>[]> {
  const rows = await ctx.db
    .selectFrom('accounts_addresses')
    .where('email_index', '=', indexOf(ctx, email))
    .where('verified_at', 'is', null)
    .select('id')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id as Id<'address'>)
}

export interface AddressOfPerson {
  readonly addressId: Id<'address'>
  readonly personId: Id<'person'>
  /** The one that letters about the account go to. */
  readonly isPrimary: boolean
  readonly proven: boolean
  /** Who has proven the same address, if anybody has. */
  readonly ownerId: Id<'person'> | null
  /** Where its owner has given it up: until when it is kept for them. */
  readonly heldUntil: Date | null
}

/** An address by its number, or the primary one of a person. What it reads as stays sealed; see `readAddress`. */
export async function findAddress(
  ctx: AnyCtx,
  by: { readonly addressId: Id<'address'> } | { readonly personId: Id<'person'> },
): Promise<AddressOfPerson | null> {
  const query = ctx.db
    .selectFrom('accounts_addresses as mine')
    .leftJoin('accounts_addresses as proven', (join) =>
      join
        .onRef('proven.email_index', '=', 'mine.email_index')
        .on('proven.verified_at', 'is not', null)
        .on((on) => on.or([on('proven.held_until', 'is', null), on('proven.held_until', '>', ctx.clock.now())])),
    )
    .select(['mine.id', 'mine.person_id', 'mine.is_primary', 'mine.verified_at'])
    .select(['proven.person_id as owner_id', 'proven.held_until'])
  const row = await (
    'addressId' in by
      ? query.where('mine.id', '=', by.addressId)
      : query.where('mine.person_id', '=', by.personId).where('mine.is_primary', '=', true)
  ).executeTakeFirst()
  if (!row) return null
  return {
    addressId: row.id as Id<'address'>,
    personId: row.person_id as Id<'person'>,
    isPrimary: row.is_primary,
    proven: row.verified_at !== null,
    ownerId: row.owner_id as Id<'person'> | null,
    heldUntil: row.held_until,
  }
}

/**
 * What an address reads as.
 *
 * @param purpose why it is read: to show it to the person it belongs to, to write there about their account, or to
 *   warn them
 * @returns null where the person is gone
 */
export async function readAddress(
  ctx: AnyCtx,
  addressId: Id<'address'>,
  purpose: 'account.provide' | 'mail.account' | 'mail.warn',
): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('accounts_addresses')
    .where('id', '=', addressId)
    .select(['person_id', 'email'])
    .executeTakeFirst()
  return row ? ctx.vault.open(ctx.db, placeOf(row.person_id), row.email, purpose) : null
}
