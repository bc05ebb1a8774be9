import * as z from 'zod'
import type { AnyCtx, Ctx } from '#platform/context'
import { freeText } from '#platform/free-text'
import type { Id } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'

/** Passkeys belong to the host that made them (WebAuthn 3, 5.1.2). */
export const relyingPartyOf = ({ config }: AnyCtx): { readonly id: string; readonly origin: string } => ({
  id: config.origin.hostname,
  origin: config.origin.origin,
})

/**
 * By what a device tells the accounts of one site apart: 32 bytes that say nothing about the person, not even the number
 * of the account, and the same for all their passkeys (WebAuthn 3, 5.4.3 and 14.6.1).
 */
export const userHandleOf = (ctx: AnyCtx, personId: Id<'person'>): Buffer =>
  ctx.vault.blindIndex('accounts_passkeys.user_handle', personId)

/** The same for a wrong challenge, key, host, signature or account, and for a passkey that is unknown here. */
export const passkeyNotAccepted = (): Refusal =>
  new Refusal(
    'forbidden',
    'passkey-not-accepted',
    'This passkey was not accepted. Try again, or use another way to sign in. If it was removed from your account, delete it from your device too.',
    { status: 401 },
  )

/** Also for what was used already: whoever sent it twice has to begin again in any case. */
export const passkeyTooLate = (): Refusal =>
  new Refusal('conflict', 'passkey-too-late', 'That took longer than five minutes, or was sent twice. Try again.')

/** The member's passkeys do not say whose others are. */
export const passkeyNotFound = (): Refusal =>
  notFound('passkey-not-found', 'There is no such passkey; it may have been removed already.')

const nameMax = 60

/** What a member calls a passkey. */
export const PasskeyName = freeText('name')
  .trim()
  .min(1, { error: 'Give the passkey a name, so that you know later which device it is on.' })
  .max(nameMax, { error: `Use at most ${nameMax} characters.` })
  .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, { error: 'Use letters, digits, spaces and signs.' })

/** Bytes in base64url, of which at most so many. */
const bytes = (max: number) =>
  z
    .string()
    .min(1)
    .max(Math.ceil((max * 4) / 3))
    .regex(/^[\w-]+$/)

const credentialIdBytesMax = 1023
const clientDataBytesMax = 4096

const credential = {
  id: bytes(credentialIdBytesMax),
  rawId: bytes(credentialIdBytesMax),
  type: z.literal('public-key'),
}

/** What a browser answers when a passkey was made, as far as we look at it (WebAuthn 3, `RegistrationResponseJSON`). */
export const RegistrationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(clientDataBytesMax),
    attestationObject: bytes(16_384),
    transports: z.array(z.string().max(32)).max(16).default([]),
  }),
})
export type RegistrationResponse = z.output<typeof RegistrationResponse>

/** What a browser answers when a passkey was used, as far as we look at it (`AuthenticationResponseJSON`). */
export const AuthenticationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(clientDataBytesMax),
    authenticatorData: bytes(4096),
    signature: bytes(1024),
    userHandle: bytes(64).optional(),
  }),
})
export type AuthenticationResponse = z.output<typeof AuthenticationResponse>

/** Whether a person has a passkey, and so a way in without a password. */
export async function hasPasskey(ctx: AnyCtx, personId: Id<'person'>): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('accounts_passkeys')
    .where('person_id', '=', personId)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The passkeys of a person as a browser is told of them. */
export async function credentialsOf(
  ctx: Ctx,
  personId: Id<'person'>,
): Promise<{ readonly id: string; readonly transports: string[] }[]> {
  const rows = await ctx.db
    .selectFrom('accounts_passkeys')
    .where('person_id', '=', personId)
    .select(['credential_id', 'transports'])
    .orderBy('created_at')
    .execute()
  return rows.map(({ credential_id, transports }) => ({ id: credential_id.toString('base64url'), transports }))
}
