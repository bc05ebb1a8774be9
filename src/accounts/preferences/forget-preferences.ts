import { type Actor, requireMember } from '#accounts/members'
import type { Ctx } from '#platform/context'

/** Takes every choice of the member back; pages look again as they do for everybody. @throws Refusal those of `requireMember` */
export async function forgetPreferences(ctx: Ctx, actor: Actor): Promise<void> {
  const { personId } = requireMember(actor)
  await ctx.db.deleteFrom('accounts_preferences').where('person_id', '=', personId).execute()
}
