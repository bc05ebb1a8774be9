import type { Actor, Scope } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { notExpired, requireOwner } from './create-api-key.ts'

export interface ApiKeyShown {
  /** `key_…` */
  readonly id: string
  readonly name: string
  /** The last four characters. */
  readonly ending: string
  readonly scopes: readonly Scope[]
  readonly createdAt: Date
  /** When it stops by itself; null where it does not. */
  readonly expiresAt: Date | null
  /** A day, `2026-01-31`, or null where it was never used. */
  readonly lastUsedOn: string | null
}

/** The member's keys that work, newest first. */
export async function listApiKeys(ctx: Ctx, actor: Actor): Promise<readonly ApiKeyShown[]> {
  const { personId } = requireOwner(actor)
  const rows = await ctx.db
    .selectFrom('accounts_api_keys')
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where(notExpired(ctx.clock.now()))
    .select(['id', 'name', 'ending', 'scopes', 'created_at', 'expires_at', 'last_used_on'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: showId('apiKey', row.id as Id<'apiKey'>),
    name: row.name,
    ending: row.ending,
    scopes: row.scopes as Scope[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedOn: row.last_used_on,
  }))
}
