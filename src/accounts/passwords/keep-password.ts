import { hash, verify } from '@node-rs/argon2'
import type { AnyCtx, Ctx, TxCtx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Turns } from '#platform/throttle'
import { type About, weaknessInWords, weaknessOf } from './password.rules.ts'

/**
 * argon2id (RFC 9106) with 32 MiB, three passes, one lane: above the minimum of the OWASP password storage cheat sheet
 * (19 MiB, two passes). 25–45 ms on the machine of 2026-11, two cores.
 */
const cost = { memoryCost: 32 * 1024, timeCost: 3, parallelism: 1, outputLen: 32 } as const

/** Two at once take at most 64 MiB and half of libuv's threads; sixty-four waiting are about two seconds of work. */
const hashing: Turns = { name: 'accounts.hash-password', atOnce: 2, waitingMax: 64 }

/** The same characters, however a keyboard composes them. */
const normal = (plain: string): string => plain.normalize('NFKC')

/** @throws Refusal `password-too-weak` where the password is among the first an attacker tries */
export function refuseWeakPassword(plain: string, about: About, field = 'password'): void {
  const weakness = weaknessOf(plain, about)
  if (!weakness) return
  throw new Refusal('invalid', 'password-too-weak', 'This password is too easy to guess.', {
    fields: { [field]: weaknessInWords[weakness] },
  })
}

/** The hash of a new password. Costly, so never inside a transaction. @throws Refusal `too-busy` */
export async function hashPassword(ctx: Ctx, plain: string): Promise<string> {
  return ctx.throttle.inTurn(hashing, () => hash(normal(plain), cost))
}

/** Makes a hash of `hashPassword` the person's password. */
export async function setPassword(tx: TxCtx, personId: string, newHash: string): Promise<void> {
  const row = { hash: newHash, changed_at: tx.clock.now() }
  await tx.db
    .insertInto('accounts_passwords')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** When a person chose their password, or null where they have none. */
export async function passwordSince(ctx: AnyCtx, personId: string): Promise<Date | null> {
  const row = await ctx.db
    .selectFrom('accounts_passwords')
    .where('person_id', '=', personId)
    .select('changed_at')
    .executeTakeFirst()
  return row?.changed_at ?? null
}

/** Whether a person signs in by a password. */
export const hasPassword = async (ctx: AnyCtx, personId: string): Promise<boolean> =>
  (await passwordSince(ctx, personId)) !== null

/** Takes the password away. Whoever calls this has made sure that another way in is left. */
export async function dropPassword(tx: TxCtx, personId: string): Promise<void> {
  await tx.db.deleteFrom('accounts_passwords').where('person_id', '=', personId).execute()
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** A hash that no password has, of the same cost: 16 bytes of salt and 32 of hash, all zero. */
const hashOfNobody = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/**
 * Whether this is the person's password. For nobody the same work is done, so that the time of the answer does not say
 * whether there is such a person.
 */
export async function passwordMatches(ctx: Ctx, personId: string | null, plain: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('accounts_passwords')
    .where('person_id', '=', personId ?? nobody)
    .select('hash')
    .executeTakeFirst()
  return ctx.throttle.inTurn(hashing, () => verify(row?.hash ?? hashOfNobody, normal(plain)))
}
