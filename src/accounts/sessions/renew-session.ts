import { signInNeeded } from '#accounts/members'
import { hashOfSecret, newSecret } from '#accounts/secrets'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { NewCookie } from './begin-session.ts'
import { type Proof, joined } from './proof.rules.ts'

/**
 * Notes that whoever has this session proved again who they are, and gives it a new secret: the old one is dead at once,
 * so that nobody who has learned it gains by what was just proven (promise G-65).
 *
 * @param added by what; whoever calls this has checked it
 * @throws Refusal `sign-in-needed` where the session ended meanwhile
 */
export async function renewSession(tx: TxCtx, sessionId: Id<'session'>, added: readonly Proof[]): Promise<NewCookie> {
  const now = tx.clock.now()
  const row = await tx.db
    .selectFrom('accounts_sessions')
    .where('id', '=', sessionId)
    .where('expires_at', '>', now)
    .select(['proof', 'expires_at'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw signInNeeded()
  const token = newSecret(tx)
  await tx.db
    .updateTable('accounts_sessions')
    .set({ token_hash: hashOfSecret(token), proof: [...joined(row.proof as Proof[], added)], proven_at: now })
    .where('id', '=', sessionId)
    .execute()
  return { token, expiresAt: row.expires_at }
}
