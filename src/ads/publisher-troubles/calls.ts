import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { readOrganisation } from '#accounts/organisations'
import { hourMs, later } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { type Id, readId, showId } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import { noteTold } from './letters.ts'
import { type TroubleKind, readPublisherReach, troubleInWords } from './trouble.ts'

/** Who calls publishers. */
export const callRoles = ['support', 'moderator', 'billing', 'admin'] as const

/** How many are shown at once; the one that is due first comes first. */
const shownMax = 200
/** When somebody is called again who was not there. */
const againMs = 4 * hourMs

/** A call to make. */
export interface CallToMake {
  /** `ptr_…` */
  readonly id: string
  readonly organisation: string
  /** Whom to ask for; null where the organisation is called. */
  readonly name: string | null
  readonly telephone: string
  /** Null where it is of no site. */
  readonly host: string | null
  readonly kind: TroubleKind
  /** What to tell them. */
  readonly says: string
  readonly dueAt: Date
}

/** The calls to publishers that wait. Who has chosen letters since is not among them. @throws Refusal those of `requireRole` */
export async function listPublisherCalls(ctx: Ctx, actor: Actor): Promise<readonly CallToMake[]> {
  requireRole(actor, ...callRoles)
  const rows = await ctx.db
    .selectFrom('ads_publisher_troubles')
    .where('channel', '=', 'telephone')
    .where('told_at', 'is', null)
    .where('solved_at', 'is', null)
    .select(['id', 'organisation_id', 'host', 'kind', 'words', 'due_at'])
    .orderBy('due_at')
    .orderBy('id')
    .limit(shownMax)
    .execute()
  const calls: CallToMake[] = []
  for (const row of rows) {
    const organisationId = row.organisation_id as Id<'organisation'>
    const { channel, name, telephone } = await readPublisherReach(ctx, organisationId)
    if (channel !== 'telephone' || telephone === null) continue
    calls.push({
      id: showId('publisherTrouble', row.id as Id<'publisherTrouble'>),
      organisation: (await readOrganisation(ctx, organisationId)).name,
      ...{ name, telephone, host: row.host, kind: row.kind as TroubleKind, dueAt: row.due_at },
      says: troubleInWords(row.kind as TroubleKind, row.host, row.words).says,
    })
  }
  return calls
}

export const PublisherCallInput = z.strictObject({
  trouble: z.string().max(60),
  reached: z.enum(['yes', 'no'], { error: 'Say whether they were reached.' }).transform((word) => word === 'yes'),
})
export type PublisherCallInput = z.output<typeof PublisherCallInput>

/**
 * Notes what became of a call. Where nobody was reached another one is due four hours later.
 *
 * @throws Refusal `publisher-call-not-found`, `publisher-call-over`, and those of `requireRole`
 */
export async function notePublisherCall(
  ctx: Ctx,
  actor: Actor,
  { trouble: shown, reached }: PublisherCallInput,
): Promise<void> {
  requireRole(actor, ...callRoles)
  const id = readId('publisherTrouble', shown)
  const row =
    id &&
    (await ctx.db
      .selectFrom('ads_publisher_troubles')
      .where('id', '=', id)
      .select(['channel', 'told_at', 'solved_at'])
      .executeTakeFirst())
  if (!row) throw notFound('publisher-call-not-found', 'There is no such call to make.')
  if (row.channel !== 'telephone' || row.told_at !== null || row.solved_at !== null) {
    throw new Refusal('conflict', 'publisher-call-over', 'There is no call to make: they were told, or it is solved.')
  }
  if (reached) await noteTold(ctx, id)
  else {
    await ctx.db
      .updateTable('ads_publisher_troubles')
      .set({ due_at: later(ctx.clock.now(), againMs) })
      .where('id', '=', id)
      .execute()
  }
}
