import type { AnyCtx } from '#platform/context'

/** When each of these people last used a session that is still known, up to five minutes late. Whoever did not is left out. */
export async function lastVisits(ctx: AnyCtx, personIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (personIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('accounts_sessions')
    .where('person_id', 'in', personIds)
    .groupBy('person_id')
    .select((of) => ['person_id', of.fn.max('last_used_at').as('at')])
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.at]))
}
