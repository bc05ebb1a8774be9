import { type ProvePasskeyInput, provePasskey } from '#accounts/passkeys'
import type { Ctx } from '#platform/context'
import { type ComesFrom, type SignedIn, completeSignIn } from './complete-sign-in.ts'

/**
 * Signs in whoever holds a passkey: it names the account by itself, and has made sure of its user, so that nothing more
 * is asked.
 *
 * @throws Refusal those of `provePasskey`
 */
export async function signInWithPasskey(ctx: Ctx, input: ProvePasskeyInput, from: ComesFrom): Promise<SignedIn> {
  const { personId } = await provePasskey(ctx, input, from)
  return completeSignIn(ctx, personId, ['passkey'], from)
}
