import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject, decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import * as z from 'zod'
import { type Actor, lockMember, requireProven } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { requireChallenge, spendChallenge } from './challenge.ts'
import { writePasskeyNews } from './letters.ts'
import { PasskeyName, RegistrationResponse, passkeyNotAccepted, relyingPartyOf } from './passkey.ts'
import { algorithms, isPlainAttestation, knownTransports } from './passkey.rules.ts'

const passkeysMax = 20

export const AddPasskeyInput = z.strictObject({ response: RegistrationResponse, name: PasskeyName })
export type AddPasskeyInput = z.output<typeof AddPasskeyInput>

/**
 * Adds a passkey to the account of whoever has signed in and just proved again that it is them; tells them by mail.
 *
 * @returns its number, `pky_…`
 * @throws Refusal `passkey-not-accepted`, `passkey-too-late`, `too-many-passkeys`, and those of `requireProven`
 */
export async function addPasskey(
  ctx: Ctx,
  actor: Actor,
  { response, name }: AddPasskeyInput,
): Promise<{ readonly id: string }> {
  const { personId } = requireProven(actor, ctx.clock.now())
  const { challenge, credential, isBackedUp } = await verifyRegistration(ctx, `register:${personId}`, response)
  const id = newId<'passkey'>(ctx)
  await inTransaction(ctx, async (tx) => {
    await lockMember(tx, personId)
    await spendChallenge(tx, challenge)
    const { count } = await tx.db
      .selectFrom('accounts_passkeys')
      .where('person_id', '=', personId)
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    if (count >= passkeysMax) {
      throw new Refusal(
        'conflict',
        'too-many-passkeys',
        `You have ${passkeysMax} passkeys. Remove one that you no longer use.`,
      )
    }
    const added = await tx.db
      .insertInto('accounts_passkeys')
      .values({
        id,
        person_id: personId,
        credential_id: Buffer.from(credential.id, 'base64url'),
        public_key: Buffer.from(credential.publicKey),
        sign_count: BigInt(credential.counter),
        transports: knownTransports(response.response.transports),
        backed_up: isBackedUp,
        name,
        created_at: tx.clock.now(),
        last_used_on: null,
      })
      // A device that names a key as somebody has it already lies, or its chance is broken (WebAuthn 3, 7.1, step 26).
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows !== 1n) throw passkeyNotAccepted()
    await tx.enqueue(writePasskeyNews, { personId, news: 'added' })
  })
  return { id: showId('passkey', id) }
}

/** Checks what a browser answered (WebAuthn 3, 7.1). @throws Refusal `passkey-not-accepted`, `passkey-too-late` */
async function verifyRegistration(ctx: Ctx, use: `register:${string}`, given: RegistrationResponse) {
  const { id: expectedRPID, origin: expectedOrigin } = relyingPartyOf(ctx)
  let challenge = ''
  try {
    const object = decodeAttestationObject(Uint8Array.from(Buffer.from(given.response.attestationObject, 'base64url')))
    const hasCertificates = object.get('attStmt').get('x5c') !== undefined
    const { crossOrigin } = decodeClientDataJSON(given.response.clientDataJSON)
    if (crossOrigin || !isPlainAttestation(object.get('fmt'), hasCertificates)) throw passkeyNotAccepted()
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...given, clientExtensionResults: {} },
      expectedChallenge: (text) => {
        requireChallenge(ctx, use, text)
        challenge = text
        return true
      },
      expectedOrigin,
      expectedRPID,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    })
    if (!verified || registrationInfo.credential.id !== given.id) throw passkeyNotAccepted()
    return { challenge, credential: registrationInfo.credential, isBackedUp: registrationInfo.credentialBackedUp }
  } catch (error) {
    // Whatever the bytes of a stranger lead to is a no; what the reason was helps nobody but whoever made them.
    throw error instanceof Refusal ? error : passkeyNotAccepted()
  }
}
