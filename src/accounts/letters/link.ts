import { hashOfSecret, newSecret } from '#accounts/secrets'
import { dayMs, hourMs, later } from '#platform/clock'
import type { AnyCtx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/** What a link of a letter may do. */
export type LinkUse = 'verify' | 'reset' | 'undo' | 'not-me'

/**
 * How long a link works. A reset is a key to the account, so its time is short. Who is robbed of an account may be away
 * for a few days.
 */
export const linkLifeMs: Readonly<Record<LinkUse, number>> = {
  verify: dayMs,
  reset: hourMs,
  undo: 7 * dayMs,
  'not-me': 7 * dayMs,
}

/** Whom a link stands for. */
export interface LinkTarget {
  readonly personId: Id<'person'>
  readonly addressId: Id<'address'>
}

/**
 * Makes a link's secret. An older one of the same use for this address no longer works from then on.
 *
 * @param expiresAt where it must end with something else
 * @returns 43 characters of base64url; the only time that it is known here
 */
export async function mintLink(
  tx: TxCtx,
  use: LinkUse,
  { personId, addressId }: LinkTarget,
  expiresAt = later(tx.clock.now(), linkLifeMs[use]),
): Promise<string> {
  const secret = newSecret(tx)
  const now = tx.clock.now()
  const row = { token_hash: hashOfSecret(secret), created_at: now, expires_at: expiresAt }
  await tx.db
    .insertInto('accounts_mail_tokens')
    .values({ person_id: personId, address_id: addressId, use, ...row })
    .onConflict((conflict) => conflict.columns(['address_id', 'use']).doUpdateSet(row))
    .execute()
  return secret
}

/** Unknown, used, replaced and outdated links answer alike. */
export const linkExpired = (): Refusal =>
  new Refusal('not-found', 'link-expired', 'This link no longer works. Ask for a new one and use the newest letter.', {
    status: 410,
  })

/** Whom the link stands for; it goes on working. @throws Refusal `link-expired` */
export async function findLink(ctx: AnyCtx, use: LinkUse, secret: string): Promise<LinkTarget> {
  const row = await ctx.db
    .selectFrom('accounts_mail_tokens')
    .where('token_hash', '=', hashOfSecret(secret))
    .where('use', '=', use)
    .where('expires_at', '>', ctx.clock.now())
    .select(['person_id', 'address_id'])
    .executeTakeFirst()
  if (!row) throw linkExpired()
  return targetOf(row)
}

/** Uses the link up: of two who do it at once, one is refused. @throws Refusal `link-expired` */
export async function spendLink(tx: TxCtx, use: LinkUse, secret: string): Promise<LinkTarget> {
  const row = await tx.db
    .deleteFrom('accounts_mail_tokens')
    .where('token_hash', '=', hashOfSecret(secret))
    .where('use', '=', use)
    .where('expires_at', '>', tx.clock.now())
    .returning(['person_id', 'address_id'])
    .executeTakeFirst()
  if (!row) throw linkExpired()
  return targetOf(row)
}

/** Makes links of one use that are still open useless. */
export async function endLinks(tx: TxCtx, use: LinkUse, personId: Id<'person'>): Promise<void> {
  await tx.db.deleteFrom('accounts_mail_tokens').where('person_id', '=', personId).where('use', '=', use).execute()
}

/** Makes the open links of one use to some addresses useless. */
export async function endLinksTo(tx: TxCtx, use: LinkUse, addressIds: readonly Id<'address'>[]): Promise<void> {
  if (addressIds.length === 0) return
  await tx.db.deleteFrom('accounts_mail_tokens').where('address_id', 'in', addressIds).where('use', '=', use).execute()
}

const targetOf = (row: { readonly person_id: string; readonly address_id: string }): LinkTarget => ({
  personId: row.person_id as Id<'person'>,
  addressId: row.address_id as Id<'address'>,
})
