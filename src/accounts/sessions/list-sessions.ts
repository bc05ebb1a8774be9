import type { Actor } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { requireSession } from './session.ts'

export interface SessionShown {
  /** `ses_…` */
  readonly id: string
  /** `Firefox on Linux` */
  readonly browser: string
  readonly createdAt: Date
  /** Up to five minutes old. */
  readonly lastUsedAt: Date
  readonly isCurrent: boolean
}

/** Where the member is signed in, last used first. */
export async function listSessions(ctx: Ctx, actor: Actor): Promise<readonly SessionShown[]> {
  const { member, sessionId } = requireSession(actor)
  const rows = await ctx.db
    .selectFrom('accounts_sessions')
    .where('person_id', '=', member.personId)
    .where('expires_at', '>', ctx.clock.now())
    .select(['id', 'browser', 'created_at', 'last_used_at'])
    .orderBy('last_used_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: showId('session', row.id as Id<'session'>),
    browser: row.browser,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    isCurrent: row.id === sessionId,
  }))
}
