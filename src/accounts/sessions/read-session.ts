import { type Actor, findMember } from '#accounts/members'
import { hashOfSecret } from '#accounts/secrets'
import { later } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Proof, isStrong } from './proof.rules.ts'
import { noteBrowserUse } from './seen-browsers.ts'
import { idleMaxMs, lifeMaxMs, noteEveryMs } from './session.ts'

/**
 * Who asks with this cookie, or null where the session ended or never was. Its use is noted, which moves its end.
 *
 * @param token the value of the cookie, as it came
 */
export async function readSession(ctx: Ctx, token: string): Promise<Actor | null> {
  const now = ctx.clock.now()
  const row = await ctx.db
    .selectFrom('accounts_sessions')
    .where('token_hash', '=', hashOfSecret(token))
    .where('expires_at', '>', now)
    .select(['id', 'person_id', 'browser', 'proof', 'proven_at', 'created_at', 'last_used_at'])
    .executeTakeFirst()
  if (!row) return null
  const sessionId = row.id as Id<'session'>
  const member = await findMember(ctx, row.person_id as Id<'person'>, {
    kind: 'session',
    sessionId,
    strong: isStrong(row.proof as Proof[]),
    provenAt: row.proven_at,
  })
  if (!member || member.status === 'locked') return null
  if (later(row.last_used_at, noteEveryMs) <= now) {
    await noteUse(ctx, sessionId, row.created_at)
    await noteBrowserUse(ctx, row.person_id, row.browser)
  }
  return member
}

async function noteUse(ctx: Ctx, sessionId: Id<'session'>, createdAt: Date): Promise<void> {
  const now = ctx.clock.now()
  const idleEnd = later(now, idleMaxMs)
  const lastEnd = later(createdAt, lifeMaxMs)
  await ctx.db
    .updateTable('accounts_sessions')
    .set({ last_used_at: now, expires_at: idleEnd < lastEnd ? idleEnd : lastEnd })
    .where('id', '=', sessionId)
    .execute()
}
