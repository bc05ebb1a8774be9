import { createHash } from 'node:crypto'
import { later } from '#platform/clock'
import type { AnyCtx, Ctx, TxCtx } from '#platform/context'
import { passkeyNotAccepted, passkeyTooLate } from './passkey.ts'
import { challengeLifeMs } from './passkey.rules.ts'

/*
 * A challenge is 16 random bytes, the time, and a MAC of both under our signing key: 16 | 8 | 32. So we know our own
 * again without having written anything down, and looking at a page that offers passkeys leaves no row.
 */
const randomBytes = 16
const timeBytes = 8
const bodyBytes = randomBytes + timeBytes
const macBytes = 32

/** What a challenge is for, and of whom where that is known: one for signing in does not add a passkey to an account. */
export type ChallengeUse = 'sign-in' | `prove:${string}` | `register:${string}`

const macUse = (use: ChallengeUse): string => `accounts.passkey-challenge:${use}`

export function newChallenge(ctx: Ctx, use: ChallengeUse): Uint8Array<ArrayBuffer> {
  const time = Buffer.alloc(timeBytes)
  time.writeBigUInt64BE(BigInt(ctx.clock.now().getTime()))
  const body = Buffer.concat([ctx.chance.bytes(randomBytes), time])
  const mac = Buffer.from(ctx.vault.sign(macUse(use), body.toString('base64url')), 'base64url')
  return Uint8Array.from(Buffer.concat([body, mac]))
}

/**
 * Makes sure that a challenge is ours, for this use, and still in time.
 *
 * @param text base64url, from what the browser signed
 * @throws Refusal `passkey-not-accepted`, `passkey-too-late`
 */
export function requireChallenge(ctx: AnyCtx, use: ChallengeUse, text: string): void {
  const bytes = Buffer.from(text, 'base64url')
  const body = bytes.subarray(0, bodyBytes)
  const mac = bytes.subarray(bodyBytes).toString('base64url')
  const isOurs =
    bytes.length === bodyBytes + macBytes &&
    // One spelling only, since what is spent is known by its text.
    bytes.toString('base64url') === text &&
    ctx.vault.signed(macUse(use), body.toString('base64url'), mac)
  if (!isOurs) throw passkeyNotAccepted()
  if (endOf(body) <= ctx.clock.now()) throw passkeyTooLate()
}

/**
 * Uses a challenge up. Of two who do it at once, one waits for the other's transaction and is refused.
 *
 * @throws Refusal `passkey-too-late`
 */
export async function spendChallenge(tx: TxCtx, text: string): Promise<void> {
  const spent = await tx.db
    .insertInto('accounts_spent_challenges')
    .values({
      challenge_hash: createHash('sha256').update(text).digest(),
      expires_at: endOf(Buffer.from(text, 'base64url')),
    })
    .onConflict((conflict) => conflict.column('challenge_hash').doNothing())
    .executeTakeFirst()
  if (spent.numInsertedOrUpdatedRows !== 1n) throw passkeyTooLate()
}

const endOf = (bytes: Buffer): Date => later(new Date(Number(bytes.readBigUInt64BE(randomBytes))), challengeLifeMs)
