import { signInNeeded } from '#accounts/members'
import { hashOfSecret, newSecret } from '#accounts/secrets'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { NewCookie } from './begin-session.ts'
import { type Proof, joined } from './proof.rules.ts'

/**
 * Notes what was proven in a session, or what no longer counts, and gives it a new secret: the old one is dead at once, so
 * that nobody who has learned it gains by what was just proven (promise G-65). The time of the last proof moves only where
 * something was.
 *
 * @param added by what they proved who they are; whoever calls this has checked it
 * @param lost what the person no longer has, as the codes of an app that was removed
 * @throws Refusal `sign-in-needed` where the session ended meanwhile
 */
export async function renewSession(
  tx: TxCtx,
  sessionId: Id<'session'>,
  added: readonly Proof[],
  lost: readonly Proof[] = [],
): Promise<NewCookie> {
  const now = tx.clock.now()
  const row = await tx.db
    .selectFrom('accounts_sessions')
    .where('id', '=', sessionId)
    .where('expires_at', '>', now)
    .select(['proof', 'proven_at', 'expires_at'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw signInNeeded()
  const token = newSecret(tx)
  const kept = (row.proof as Proof[]).filter((proof) => !lost.includes(proof))
  await tx.db
    .updateTable('accounts_sessions')
    .set({
      token_hash: hashOfSecret(token),
      proof: [...joined(kept, added)],
      proven_at: added.length > 0 ? now : row.proven_at,
    })
    .where('id', '=', sessionId)
    .execute()
  return { token, expiresAt: row.expires_at }
}
