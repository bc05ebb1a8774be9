import { findMember } from '#accounts/members'
import { type NewCookie, type Proof, beginSession } from '#accounts/sessions'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { counter } from '#platform/metrics'
import { Refusal } from '#platform/refusal'

/** Where a sign-in comes from. The address is used in memory only; of the user agent a family of browsers is kept. */
export interface ComesFrom {
  readonly address: string
  readonly userAgent: string | undefined
}

/** A session that has begun; its secret goes into the cookie. */
export interface SignedIn extends NewCookie {
  readonly personId: Id<'person'>
}

/** Nothing in it says who. */
export const signIns = counter('vitrine_sign_in_tries_total', 'Tries to sign in, by how they ended.', {
  outcome: ['signed in', 'failed'],
})

/** The same for an unknown login, a wrong password, and an account that is locked. */
export const signInFailed = (): Refusal =>
  new Refusal(
    'forbidden',
    'sign-in-failed',
    'Login and password do not fit. If you have just made the account, open the link in our letter first, or sign in by user name.',
    { status: 401 },
  )

/**
 * The end of every way to sign in: begins the session. Whoever calls this has checked each proof, counted the tries, and
 * knows that no further step is needed.
 *
 * @param proof `['passkey']` only where the authenticator verified its user
 * @throws Refusal `sign-in-failed` where the account is locked or gone
 */
export async function completeSignIn(
  ctx: AnyCtx,
  personId: Id<'person'>,
  proof: readonly Proof[],
  from: ComesFrom,
): Promise<SignedIn> {
  const member = await findMember(ctx, personId, { kind: 'system' })
  if (!member || member.status === 'locked') {
    ctx.metrics.count(signIns, { outcome: 'failed' })
    throw signInFailed()
  }
  ctx.metrics.count(signIns, { outcome: 'signed in' })
  return { ...(await beginSession(ctx, personId, from.userAgent, proof)), personId }
}
