import * as z from 'zod'
import { type Actor, requireProven } from '#accounts/members'
import { dayMs } from '#platform/clock'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { requireRoleIn } from './require-role-in.ts'
import { lockOrganisation, standUnderLock } from './under-lock.ts'

/** So long what is held of a closed organisation stays, for the final statement and questions about it. */
export const closedDays = 90
export const closedMs = closedDays * dayMs

/** Ends what the rooms have of an organisation that is closing. */
export const endOrganisation = defineJob(
  'accounts.end-organisation',
  z.strictObject({ organisationId: z.uuid().transform((id) => id as Id<'organisation'>) }),
)

/** Something that closing ends, and how many of them there are. The page has the words. */
export interface ClosingLine {
  readonly what: string
  readonly count: number
  /** Where money is left to be paid: the last day for it, if it were closed now, as `2026-01-31`. */
  readonly finalPaymentBy?: string
  /** Where an agreement says when data go: the last day, likewise. */
  readonly dataGoneBy?: string
}

/** What a room does when an organisation closes. `app` knows which rooms there are. */
export interface ClosingPart {
  readonly owner: string
  readonly whatCloses: (ctx: AnyCtx, organisationId: Id<'organisation'>) => Promise<readonly ClosingLine[]>
  /** In the one transaction in which all of them close. Safe to call twice. */
  readonly close: (tx: TxCtx, organisationId: Id<'organisation'>) => Promise<void>
  /**
   * What the room deletes when the days for data are over that follow the last day of the last agreement, whether the
   * organisation is closed or not. Safe to call twice.
   */
  readonly dropData?: (tx: TxCtx, organisationId: Id<'organisation'>) => Promise<void>
  /**
   * What the room does when the organisation is taken away, 90 days later, while its key is still there: for what must be
   * readable after it. Safe to call twice.
   */
  readonly takeAway?: (tx: TxCtx, organisationId: Id<'organisation'>) => Promise<void>
}

/**
 * What would end with an organisation, for its owners to read before they close it; and for how many days the rest stays.
 *
 * @throws Refusal those of `requireRoleIn`
 */
export async function whatCloses(
  ctx: Ctx,
  parts: readonly ClosingPart[],
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<{ readonly lines: readonly ClosingLine[]; readonly staysDays: number }> {
  await requireRoleIn(ctx, actor, organisationId, 'owner', 'business:read')
  const people = await ctx.db
    .selectFrom('accounts_organisation_people')
    .where('organisation_id', '=', organisationId)
    .select('person_id')
    .execute()
  const lines: ClosingLine[] = [{ what: 'people', count: people.length }]
  for (const part of parts) lines.push(...(await part.whatCloses(ctx, organisationId)))
  return { lines, staysDays: closedDays }
}

/**
 * Closes an organisation, in one step: from now on it can only be read, and every room ends what it has of it. Of two
 * owners who close it at once one is told that it is closed.
 *
 * @throws Refusal `prove-again`, and those of `standUnderLock`
 */
export async function closeOrganisation(ctx: Ctx, actor: Actor, organisationId: Id<'organisation'>): Promise<void> {
  requireProven(actor, ctx.clock.now())
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'owner')
    await beginClosing(tx, organisationId)
  })
}

/** Begins to close an organisation that is open. It is locked. */
export async function beginClosing(tx: TxCtx, organisationId: Id<'organisation'>): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('accounts_organisations')
    .where('id', '=', organisationId)
    .where('status', '=', 'open')
    .set({ status: 'closing' })
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await tx.enqueue(endOrganisation, { organisationId }, { key: organisationId })
}

async function end(ctx: Ctx, parts: readonly ClosingPart[], organisationId: Id<'organisation'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockOrganisation(tx, organisationId)
    const closing = await tx.db
      .selectFrom('accounts_organisations')
      .where('id', '=', organisationId)
      .where('status', '=', 'closing')
      .select('id')
      .executeTakeFirst()
    if (!closing) return
    for (const { close } of parts) await close(tx, organisationId)
    await tx.db
      .updateTable('accounts_organisations')
      .where('id', '=', organisationId)
      .set({ status: 'closed', closed_at: tx.clock.now() })
      .execute()
  })
}

export const organisationHandlers = (parts: readonly ClosingPart[]): readonly Handler[] => [
  handle(endOrganisation, (ctx, { organisationId }) => end(ctx, parts, organisationId)),
]
