import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { standUnderLock } from '#accounts/organisations'
import { type AnyCtx, type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { requirePublisher } from './read-settings.ts'

export const AskCreativesInput = z.strictObject({
  /** Whether nothing is shown that they have not allowed. A form leaves an unticked box out. */
  ask: z.union([z.boolean(), z.enum(['on', 'yes', 'no']).transform((word) => word !== 'no')]).default(false),
})
export type AskCreativesInput = z.output<typeof AskCreativesInput>

/** Whether a publisher looks at each creative before it is shown on their pages. For rooms that have looked who asks. */
export async function approvesCreatives({ db }: AnyCtx, organisationId: Id<'organisation'>): Promise<boolean> {
  const row = await db
    .selectFrom('ads_publishers')
    .where('organisation_id', '=', organisationId)
    .select('approves_creatives')
    .executeTakeFirst()
  return row?.approves_creatives ?? false
}

/** Says whether they do. @throws Refusal `publishers-only`, those of `standUnderLock` */
export async function askCreatives(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { ask }: AskCreativesInput,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { organisation } = await standUnderLock(tx, actor, organisationId, 'technical')
    requirePublisher(organisation)
    await tx.db
      .insertInto('ads_publishers')
      .values({
        organisation_id: organisationId,
        settings_version: 0,
        approves_creatives: ask,
      })
      .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ approves_creatives: ask }))
      .execute()
  })
}
