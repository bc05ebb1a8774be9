import { type Actor, requireMember } from '#accounts/members'
import type { AnyCtx } from '#platform/context'

/** Takes every choice of the member back; pages look again as they do for everybody. @throws Refusal those of `requireMember` */
export async function forgetPreferences(ctx: AnyCtx, actor: Actor): Promise<void> {
  const { personId } = requireMember(actor)
  await ctx.db.deleteFrom('accounts_preferences').where('person_id', '=', personId).execute()
}
