import * as z from 'zod'
import { type Actor, requireMember } from '#accounts/members'
import type { AnyCtx } from '#platform/context'
import { forgetPreferences } from './forget-preferences.ts'
import { readPreferences } from './read-preferences.ts'

/** What is not named stays as it is; the first setting (`auto`, `paper`) takes a choice back. */
export const SavePreferencesInput = z.strictObject({
  theme: z.enum(['auto', 'light', 'dark'], { error: 'Choose light, dark or automatic.' }).optional(),
  ground: z
    .union([z.enum(['paper', 'white', 'black', 'checker']), z.string().regex(/^#[0-9a-f]{6}$/)], {
      error: 'Choose one of the grounds, or a colour like #2b3fd1.',
    })
    .optional(),
})
export type SavePreferencesInput = z.output<typeof SavePreferencesInput>

/**
 * Keeps what a member chose about how pages look, for every browser they sign in with (promise G-66).
 *
 * @throws Refusal those of `requireMember`
 */
export async function savePreferences(ctx: AnyCtx, actor: Actor, input: SavePreferencesInput): Promise<void> {
  const { personId } = requireMember(actor)
  const before = await readPreferences(ctx, actor)
  const theme = input.theme === undefined ? before.theme : input.theme === 'auto' ? null : input.theme
  const ground = input.ground === undefined ? before.ground : input.ground === 'paper' ? null : input.ground
  if (theme === null && ground === null) return forgetPreferences(ctx, actor)
  const row = { theme, ground, chosen_at: ctx.clock.now() }
  await ctx.db
    .insertInto('accounts_preferences')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}
