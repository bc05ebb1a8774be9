import * as z from 'zod'
import { type Actor, memberSince } from '#accounts/members'
import { type Clock, dayMs, later } from '#platform/clock'
import type { AnyCtx, Ctx, TxCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import { requireSession } from './session.ts'

/** A family of browsers by which nobody signed in for so long is new again. */
export const seenDaysMax = 90

/** Announced where somebody signs in by a family of browsers that is new to them. */
export const newBrowserSignedIn = defineJob(
  'accounts.new-browser-signed-in',
  z.strictObject({ browserId: z.uuid().transform((id) => id as Id<'browser'>) }),
)

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)
/** The last day that no longer counts. */
export const longAgo = (clock: Clock): string => dayOf(later(clock.now(), -seenDaysMax * dayMs))

/**
 * Notes by which family of browsers somebody signs in, and announces one that they did not use in the last 90 days; the
 * very first sign-in is nothing new. Of two at once with the same new family one is announced.
 */
export async function noteBrowser(tx: TxCtx, personId: Id<'person'>, browser: string): Promise<void> {
  const now = tx.clock.now()
  const known = await tx.db
    .selectFrom('accounts_browsers_seen')
    .where('person_id', '=', personId)
    .select('id')
    .limit(1)
    .execute()
  const id = newId<'browser'>(tx)
  const seen = { person_id: personId, browser, last_seen_on: dayOf(now) }
  const added = await tx.db
    .insertInto('accounts_browsers_seen')
    .values({ id, ...seen })
    .onConflict((conflict) => conflict.columns(['person_id', 'browser']).doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n) {
    if (known.length === 0 && (await isYoung(tx, personId))) return
    return announce(tx, id)
  }
  const row = await tx.db
    .selectFrom('accounts_browsers_seen')
    .where('person_id', '=', personId)
    .where('browser', '=', browser)
    .select(['id', 'last_seen_on'])
    .forUpdate()
    .executeTakeFirstOrThrow()
  await tx.db.updateTable('accounts_browsers_seen').set(seen).where('id', '=', row.id).execute()
  if (row.last_seen_on <= longAgo(tx.clock)) await announce(tx, row.id as Id<'browser'>)
}

/** Whether every sign-in of a person would still be on the list; then an empty one says that there was none. */
async function isYoung(tx: TxCtx, personId: Id<'person'>): Promise<boolean> {
  const since = await memberSince(tx, personId)
  return since !== null && dayOf(since) > longAgo(tx.clock)
}

async function announce(tx: TxCtx, browserId: Id<'browser'>): Promise<void> {
  await tx.db
    .updateTable('accounts_browsers_seen')
    .set({ told_at: tx.clock.now() })
    .where('id', '=', browserId)
    .execute()
  await tx.enqueue(newBrowserSignedIn, { browserId })
}

/** Notes that a session of this family was used today. */
export async function noteBrowserUse(ctx: Ctx, personId: string, browser: string): Promise<void> {
  const today = dayOf(ctx.clock.now())
  await ctx.db
    .updateTable('accounts_browsers_seen')
    .set({ last_seen_on: today })
    .where('person_id', '=', personId)
    .where('browser', '=', browser)
    .where('last_seen_on', '<', today)
    .execute()
}

/** Of what a letter tells: whose sign-in, by which family, when. Null where it is gone, or was taken back. */
export async function findNewBrowser(
  ctx: AnyCtx,
  browserId: Id<'browser'>,
): Promise<{ readonly personId: Id<'person'>; readonly browser: string; readonly signedInAt: Date } | null> {
  const row = await ctx.db
    .selectFrom('accounts_browsers_seen')
    .where('id', '=', browserId)
    .select(['person_id', 'browser', 'told_at'])
    .executeTakeFirst()
  return row?.told_at
    ? { personId: row.person_id as Id<'person'>, browser: row.browser, signedInAt: row.told_at }
    : null
}

/** The family of which the last letter told was somebody else's: its next sign-in is told again. */
export async function forgetNewBrowser(tx: TxCtx, personId: Id<'person'>): Promise<void> {
  await tx.db
    .deleteFrom('accounts_browsers_seen')
    .where('id', 'in', (query) =>
      query
        .selectFrom('accounts_browsers_seen')
        .where('person_id', '=', personId)
        .where('told_at', 'is not', null)
        .select('id')
        .orderBy('told_at', 'desc')
        .limit(1),
    )
    .execute()
}

export interface SeenBrowser {
  /** `Firefox on Linux` */
  readonly browser: string
  /** `2026-01-05` */
  readonly lastSeenOn: string
}

/** The families of browsers of whoever asks that are no longer new, last used first. */
export async function listSeenBrowsers(ctx: Ctx, actor: Actor): Promise<readonly SeenBrowser[]> {
  const { member } = requireSession(actor)
  const rows = await ctx.db
    .selectFrom('accounts_browsers_seen')
    .where('person_id', '=', member.personId)
    .where('last_seen_on', '>', longAgo(ctx.clock))
    .select(['browser', 'last_seen_on'])
    .orderBy('last_seen_on', 'desc')
    .orderBy('browser')
    .execute()
  return rows.map(({ browser, last_seen_on }) => ({ browser, lastSeenOn: last_seen_on }))
}

/**
 * Forgets by which families of browsers whoever asks signed in, but the one by which they ask: were the list empty, the
 * next sign-in would look like the very first and be told to nobody.
 */
export async function clearSeenBrowsers(ctx: Ctx, actor: Actor): Promise<void> {
  const { member, sessionId } = requireSession(actor)
  await ctx.db
    .deleteFrom('accounts_browsers_seen')
    .where('person_id', '=', member.personId)
    .where('browser', 'not in', (query) =>
      query.selectFrom('accounts_sessions').where('id', '=', sessionId).select('browser'),
    )
    .execute()
}
