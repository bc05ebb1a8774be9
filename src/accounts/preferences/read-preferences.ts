import type { Actor } from '#accounts/members'
import type { AnyCtx } from '#platform/context'
import { type Preferences, none } from './preferences.ts'

/** What whoever reads a page chose for their account; `none` for visitors and for members who chose nothing. */
export async function readPreferences(ctx: AnyCtx, actor: Actor): Promise<Preferences> {
  if (actor.kind === 'visitor') return none
  const row = await ctx.db
    .selectFrom('accounts_preferences')
    .where('person_id', '=', actor.personId)
    .select(['theme', 'ground'])
    .executeTakeFirst()
  return row ? { theme: row.theme as Preferences['theme'], ground: row.ground } : none
}
