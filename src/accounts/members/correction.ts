import type { AnyCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'

/** What people say of themselves and can be wrong. */
export type Corrected = 'username' | 'display-name' | 'about' | 'profile-open' | 'primary-address'
export type CorrectedBy = 'self' | 'support'

/** So long one can see that something was changed. */
export const correctionsDaysMax = 365

/** Notes what was changed, so that its owner sees it and can tell what was not them (promise G-89). */
export async function noteCorrections(
  ctx: AnyCtx,
  personId: Id<'person'>,
  corrected: readonly Corrected[],
  by: CorrectedBy = 'self',
): Promise<void> {
  if (corrected.length === 0) return
  const corrected_at = ctx.clock.now()
  await ctx.db
    .insertInto('accounts_corrections')
    .values(corrected.map((what) => ({ id: newId(ctx), person_id: personId, what, by, corrected_at })))
    .execute()
}
