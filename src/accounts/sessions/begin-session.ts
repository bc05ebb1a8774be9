import { hashOfSecret, newSecret } from '#accounts/secrets'
import { later } from '#platform/clock'
import type { AnyCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { browserOf } from './browser.rules.ts'
import { idleMaxMs } from './session.ts'

/** Begins a session. The secret is new every time, never one that a browser brought along, and is known only here. */
export async function beginSession(
  ctx: AnyCtx,
  personId: Id<'person'>,
  userAgent: string | undefined,
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const token = newSecret(ctx)
  const now = ctx.clock.now()
  const expiresAt = later(now, idleMaxMs)
  await ctx.db
    .insertInto('accounts_sessions')
    .values({
      id: newId<'session'>(ctx),
      token_hash: hashOfSecret(token),
      person_id: personId,
      browser: browserOf(userAgent),
      created_at: now,
      last_used_at: now,
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}
