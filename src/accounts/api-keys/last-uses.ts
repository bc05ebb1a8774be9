import type { AnyCtx } from '#platform/context'

/** The start of the day on which a key of each of these people was last used. Whoever used none is left out. */
export async function lastUses(ctx: AnyCtx, personIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (personIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('accounts_api_keys')
    .where('person_id', 'in', personIds)
    .where('last_used_on', 'is not', null)
    .groupBy('person_id')
    .select((of) => ['person_id', of.fn.max('last_used_on').as('day')])
    .execute()
  return new Map(
    rows.flatMap(({ person_id, day }) => (day === null ? [] : [[person_id, new Date(`${day}T00:00:00Z`)]])),
  )
}
