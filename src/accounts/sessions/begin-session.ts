import { hashOfSecret, newSecret } from '#accounts/secrets'
import { later } from '#platform/clock'
import { type AnyCtx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { browserOf } from './browser.rules.ts'
import { type Proof, joined } from './proof.rules.ts'
import { noteBrowser } from './seen-browsers.ts'
import { idleMaxMs } from './session.ts'

/** What goes into the cookie; it is known nowhere else. */
export interface NewCookie {
  readonly token: string
  readonly expiresAt: Date
}

/**
 * Begins a session. The secret is new every time, never one that a browser brought along, and is known only here. Where
 * the family of the browser is new to the person, that is announced.
 *
 * @param proof by what they proved who they are; whoever calls this has checked it
 */
export async function beginSession(
  ctx: AnyCtx,
  personId: Id<'person'>,
  userAgent: string | undefined,
  proof: readonly Proof[],
): Promise<NewCookie> {
  return ctx.in === 'house'
    ? inTransaction(ctx, (tx) => begin(tx, personId, browserOf(userAgent), proof))
    : begin(ctx, personId, browserOf(userAgent), proof)
}

async function begin(tx: TxCtx, personId: Id<'person'>, browser: string, proof: readonly Proof[]): Promise<NewCookie> {
  await noteBrowser(tx, personId, browser)
  const token = newSecret(tx)
  const now = tx.clock.now()
  const expiresAt = later(now, idleMaxMs)
  await tx.db
    .insertInto('accounts_sessions')
    .values({
      id: newId<'session'>(tx),
      token_hash: hashOfSecret(token),
      person_id: personId,
      browser,
      proof: [...joined(proof, [])],
      proven_at: now,
      created_at: now,
      last_used_at: now,
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}
