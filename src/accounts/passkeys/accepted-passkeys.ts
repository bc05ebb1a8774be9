import { type Actor, requireActive } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { credentialsOf, relyingPartyOf, userHandleOf } from './passkey.ts'

/** What a browser needs to tidy up what devices offer (WebAuthn 3, 5.1.10); all of it in base64url. */
export interface AcceptedPasskeys {
  readonly rpId: string
  readonly userId: string
  readonly username: string
  readonly credentialIds: readonly string[]
}

/**
 * The member's passkeys that still work, and how their account is called now: so that a device no longer offers one that
 * was removed here, nor an old name.
 *
 * @throws Refusal those of `requireActive`
 */
export async function acceptedPasskeys(ctx: Ctx, actor: Actor): Promise<AcceptedPasskeys> {
  const { personId, username } = requireActive(actor)
  return {
    rpId: relyingPartyOf(ctx).id,
    userId: userHandleOf(ctx, personId).toString('base64url'),
    username,
    credentialIds: (await credentialsOf(ctx, personId)).map(({ id }) => id),
  }
}
