import { type PublicKeyCredentialRequestOptionsJSON, generateAuthenticationOptions } from '@simplewebauthn/server'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { newChallenge } from './challenge.ts'
import { credentialsOf, relyingPartyOf } from './passkey.ts'
import { deviceTimeoutMs } from './passkey.rules.ts'

/**
 * What anybody hands to their browser to use a passkey. Nobody is named and no passkey is listed, so that this tells
 * nothing about any account; the device offers what it has.
 *
 * @param personId where who it is has been shown already, as in a second step: then only their passkeys are asked for
 */
export async function passkeyRequest(
  ctx: Ctx,
  personId?: Id<'person'>,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingPartyOf(ctx).id,
    challenge: newChallenge(ctx, personId === undefined ? 'sign-in' : `prove:${personId}`),
    timeout: deviceTimeoutMs,
    userVerification: 'required',
    allowCredentials: personId === undefined ? [] : await credentialsOf(ctx, personId),
  })
}
