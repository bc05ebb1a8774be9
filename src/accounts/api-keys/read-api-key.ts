import { type Actor, type Scope, findMember } from '#accounts/members'
import { hashOfSecret } from '#accounts/secrets'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { keyPrefix, notExpired } from './create-api-key.ts'

/**
 * Who asks with this key, or null where it was revoked, is past its time or never was. What they may do as staff
 * is looked up now, and not when the key was made. The day of its use is noted, and no more than that.
 *
 * @param key what stands after `Bearer`
 */
export async function readApiKey(ctx: Ctx, key: string): Promise<Actor | null> {
  if (!key.startsWith(keyPrefix)) return null
  const row = await ctx.db
    .selectFrom('accounts_api_keys')
    .where('key_hash', '=', hashOfSecret(key))
    .where('revoked_at', 'is', null)
    .where(notExpired(ctx.clock.now()))
    .select(['id', 'person_id', 'scopes', 'last_used_on'])
    .executeTakeFirst()
  if (!row) return null
  const keyId = row.id as Id<'apiKey'>
  const via = { kind: 'api-key', keyId, scopes: new Set(row.scopes as Scope[]) } as const
  const member = await findMember(ctx, row.person_id as Id<'person'>, via)
  if (!member || member.status === 'locked' || member.status === 'leaving') return null

  const today = ctx.clock.now().toISOString().slice(0, 10)
  if (row.last_used_on !== today) {
    await ctx.db.updateTable('accounts_api_keys').set({ last_used_on: today }).where('id', '=', keyId).execute()
  }
  return member
}
