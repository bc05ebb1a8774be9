import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/** Since when a person has an authenticator app that works; null where they have none. */
export async function authenticatorOf(ctx: AnyCtx, personId: Id<'person'>): Promise<{ readonly since: Date } | null> {
  const row = await ctx.db
    .selectFrom('accounts_authenticators')
    .where('person_id', '=', personId)
    .where('state', '=', 'confirmed')
    .select('created_at')
    .executeTakeFirst()
  return row ? { since: row.created_at } : null
}

/** How many recovery codes of a person were not used yet. */
export async function codesLeft(ctx: AnyCtx, personId: Id<'person'>): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('accounts_recovery_codes')
    .where('person_id', '=', personId)
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
