import { type PublicKeyCredentialCreationOptionsJSON, generateRegistrationOptions } from '@simplewebauthn/server'
import { type Actor, requireProven } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { newChallenge } from './challenge.ts'
import { credentialsOf, relyingPartyOf, userHandleOf } from './passkey.ts'
import { algorithms, deviceTimeoutMs } from './passkey.rules.ts'

/**
 * What whoever has just proved who they are hands to their browser to make a passkey. It must be findable without a user name and must
 * make sure of its user by itself (a PIN, a finger, a face), so that it alone is a strong sign-in. No statement about the
 * device is asked for.
 *
 * @throws Refusal those of `requireProven`: asked here too, so that nobody makes a passkey that is refused afterwards
 */
export async function passkeyRegistration(ctx: Ctx, actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { personId, username } = requireProven(actor, ctx.clock.now())
  return generateRegistrationOptions({
    rpName: ctx.config.operator.name ?? 'Vitrine',
    rpID: relyingPartyOf(ctx).id,
    userName: username,
    userDisplayName: username,
    userID: Uint8Array.from(userHandleOf(ctx, personId)),
    challenge: newChallenge(ctx, `register:${personId}`),
    timeout: deviceTimeoutMs,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    // So that no device makes a second one for the same account.
    excludeCredentials: await credentialsOf(ctx, personId),
    supportedAlgorithmIDs: [...algorithms],
  })
}
