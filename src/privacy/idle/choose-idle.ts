import * as z from 'zod'
import { type Actor, requireActive } from '#accounts/people'
import type { Ctx } from '#platform/context'
import { type IdleMonths, idleMonths } from './idle.rules.ts'

export const ChooseIdleInput = z.strictObject({
  /** 0: never, as it is for everybody who chose nothing. */
  months: z.coerce.number().pipe(z.union([z.literal(0), ...idleMonths.map((months) => z.literal(months))])),
})
export type ChooseIdleInput = z.output<typeof ChooseIdleInput>

/** After how many months without a visit whoever asks is to be erased; null where they never are. */
export async function idleChoice(ctx: Ctx, actor: Actor): Promise<IdleMonths | null> {
  const row = await ctx.db
    .selectFrom('privacy_idle_choices')
    .where('person_id', '=', requireActive(actor).personId)
    .select('months')
    .executeTakeFirst()
  return (row?.months as IdleMonths | undefined) ?? null
}

/** Chooses that, or takes it back. Choosing is a visit. @throws Refusal those of `requireActive` */
export async function chooseIdle(ctx: Ctx, actor: Actor, { months }: ChooseIdleInput): Promise<void> {
  const { personId } = requireActive(actor)
  if (months === 0) {
    await ctx.db.deleteFrom('privacy_idle_choices').where('person_id', '=', personId).execute()
    return
  }
  const choice = { months, seen_at: ctx.clock.now(), told_days: null, told_at: null }
  await ctx.db
    .insertInto('privacy_idle_choices')
    .values({ person_id: personId, ...choice })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(choice))
    .execute()
}
