import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import * as z from 'zod'
import { findMember } from '#accounts/members'
import { hourMs, minuteMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type Limit, networkOf } from '#platform/throttle'
import { type ChallengeUse, requireChallenge, spendChallenge } from './challenge.ts'
import { writePasskeyNews } from './letters.ts'
import { AuthenticationResponse, passkeyNotAccepted, relyingPartyOf, userHandleOf } from './passkey.ts'
import { counterWentBack } from './passkey.rules.ts'

/** Nothing can be guessed here; it bounds how much checking of signatures one place may cause. */
const byNetwork: Limit = { name: 'accounts.prove-passkey', tries: 60, withinMs: 15 * minuteMs }
/** Whoever has a copy of the key must not fill its owner's mailbox. */
const lettersOfCopies: Limit = { name: 'accounts.passkey-copied', tries: 1, withinMs: hourMs }

export const ProvePasskeyInput = z.strictObject({ response: AuthenticationResponse })
export type ProvePasskeyInput = z.output<typeof ProvePasskeyInput>

/** Where an answer comes from; used in memory only. */
interface Place {
  readonly address: string
}

/**
 * Makes sure that whoever answers holds a passkey and that the passkey made sure of them, and says whose it is. It begins
 * no session; the caller does.
 *
 * @param expected where who it is has been shown already: the same as for `passkeyRequest`
 * @throws Refusal `passkey-not-accepted`, `passkey-too-late`, `passkey-copied`, `too-many-tries`
 */
export async function provePasskey(
  ctx: Ctx,
  { response }: ProvePasskeyInput,
  from: Place,
  expected?: Id<'person'>,
): Promise<{ readonly personId: Id<'person'>; readonly passkeyId: Id<'passkey'> }> {
  const network = networkOf(from.address)
  await ctx.throttle.take(byNetwork, network)
  const known = await findPasskey(ctx, response.id)
  const personId = known?.person_id as Id<'person'> | undefined
  if (!known || personId === undefined) throw passkeyNotAccepted()
  if (expected !== undefined && personId !== expected) throw passkeyNotAccepted()
  const use = expected === undefined ? 'sign-in' : (`prove:${expected}` as const)
  const { challenge, counter, isBackedUp } = await verifySignature(ctx, use, response, known.public_key, personId)

  const passkeyId = known.id as Id<'passkey'>
  const member = await findMember(ctx, personId, { kind: 'system' })
  if (!member || member.status === 'locked') throw passkeyNotAccepted()
  // What is returned is committed: also of a copy it is remembered that its challenge was used, and the letter is queued.
  const proved = await inTransaction(ctx, async (tx) => {
    await spendChallenge(tx, challenge)
    const row = await tx.db
      .selectFrom('accounts_passkeys')
      .where('id', '=', passkeyId)
      .select('sign_count')
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!row) throw passkeyNotAccepted()
    if (counterWentBack(Number(row.sign_count), counter)) {
      if (await tx.throttle.allows(lettersOfCopies, passkeyId)) {
        await tx.enqueue(writePasskeyNews, { personId, news: 'copied' })
      }
      return false
    }
    await tx.db
      .updateTable('accounts_passkeys')
      .set({
        sign_count: BigInt(counter),
        backed_up: isBackedUp,
        last_used_on: tx.clock.now().toISOString().slice(0, 10),
      })
      .where('id', '=', passkeyId)
      .execute()
    return true
  })
  if (!proved) {
    throw new Refusal(
      'forbidden',
      'passkey-copied',
      'There seems to be a copy of this passkey, so it was not accepted. Use another way to sign in, then remove it.',
      { status: 401 },
    )
  }
  await ctx.throttle.giveBack(byNetwork, network)
  return { personId, passkeyId }
}

/** The passkey of a credential id in base64url, whosever it is. */
async function findPasskey(ctx: Ctx, credentialId: string) {
  return ctx.db
    .selectFrom('accounts_passkeys')
    .where('credential_id', '=', Buffer.from(credentialId, 'base64url'))
    .select(['id', 'person_id', 'public_key'])
    .executeTakeFirst()
}

/** Checks what a browser answered (WebAuthn 3, 7.2), but the counter, which only the locked row can tell. */
async function verifySignature(
  ctx: Ctx,
  use: ChallengeUse,
  given: AuthenticationResponse,
  publicKey: Buffer,
  personId: Id<'person'>,
) {
  const { id: expectedRPID, origin: expectedOrigin } = relyingPartyOf(ctx)
  const { userHandle } = given.response
  // Without a list of passkeys the device must say whose it is; where it says so, it must be right.
  const isTheirs =
    userHandle === undefined
      ? use !== 'sign-in'
      : Buffer.from(userHandle, 'base64url').equals(userHandleOf(ctx, personId))
  if (!isTheirs) throw passkeyNotAccepted()
  let challenge = ''
  try {
    if (decodeClientDataJSON(given.response.clientDataJSON).crossOrigin) throw passkeyNotAccepted()
    const { clientDataJSON, authenticatorData, signature } = given.response
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...given, response: { clientDataJSON, authenticatorData, signature }, clientExtensionResults: {} },
      expectedChallenge: (text) => {
        requireChallenge(ctx, use, text)
        challenge = text
        return true
      },
      expectedOrigin,
      expectedRPID,
      // A count of 0 leaves the comparison to us: it has to come after the signature, and with the row locked.
      credential: { id: given.id, publicKey: Uint8Array.from(publicKey), counter: 0 },
      requireUserVerification: true,
    })
    if (!verified) throw passkeyNotAccepted()
    return { challenge, counter: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp }
  } catch (error) {
    throw error instanceof Refusal ? error : passkeyNotAccepted()
  }
}
