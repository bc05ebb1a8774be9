import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { breachRoles, lockBreach, noteStep } from './breach-row.ts'

export const PublishIncidentInput = z.strictObject({
  id: z.string(),
  version: z.coerce.number().int(),
  title: z.string().trim().min(1, { error: 'Give it a title.' }).max(120, { error: 'Use at most 120 characters.' }),
  body: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, { error: 'Say what everybody should know.' }).max(8000, { error: 'Use at most 8000.' })),
})
export type PublishIncidentInput = z.output<typeof PublishIncidentInput>

/**
 * Lets everybody read of it, or a newer text of what they can read already. Versions before stay readable.
 *
 * @throws Refusal `breach-changed-meanwhile`, `breach-not-found` and those of `requireRole`
 */
export async function publishIncident(ctx: Ctx, actor: Actor, input: PublishIncidentInput): Promise<void> {
  const { personId } = requireRole(actor, ...breachRoles)
  await inTransaction(ctx, async (tx) => {
    const breach = await lockBreach(tx, input)
    const last = await tx.db
      .selectFrom('privacy_incidents')
      .where('breach_id', '=', breach.id)
      .select(({ fn }) => fn.max('version').as('version'))
      .executeTakeFirst()
    const version = (last?.version ?? 0) + 1
    await tx.db
      .insertInto('privacy_incidents')
      .values({
        ...{ breach_id: breach.id, version, title: input.title, body: input.body },
        published_at: tx.clock.now(),
      })
      .execute()
    const lines = [`Version ${version}: ${input.title}`]
    await noteStep(tx, breach, { byPersonId: personId, what: 'published', lines })
  })
}

export interface IncidentText {
  readonly version: number
  readonly title: string
  readonly body: string
  readonly publishedAt: Date
}

/** What everybody may read of one: the newest text, and those before. */
export interface Incident {
  readonly id: string
  readonly now: IncidentText
  readonly before: readonly IncidentText[]
}

/** Everything that was published, the newest first. */
export async function listIncidents(ctx: Ctx): Promise<readonly Incident[]> {
  const rows = await ctx.db
    .selectFrom('privacy_incidents')
    .select(['breach_id', 'version', 'title', 'body', 'published_at'])
    .orderBy('version', 'desc')
    .execute()
  const texts = Map.groupBy(rows, ({ breach_id }) => breach_id)
  return [...texts]
    .flatMap(([id, all]): Incident[] => {
      const [now, ...before] = all.map(({ version, title, body, published_at }) => ({
        ...{ version, title, body },
        publishedAt: published_at,
      }))
      return now ? [{ id: showId('breach', id as Id<'breach'>), now, before }] : []
    })
    .sort((a, b) => b.now.publishedAt.getTime() - a.now.publishedAt.getTime())
}
