import { type Actor, requireProven } from '#accounts/people'
import { hourMs, later, minuteMs } from '#platform/clock'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import type { Limit } from '#platform/throttle'

export const codeLifeMs = 15 * minuteMs
const digits = 8

/** A code as it is made: known here this once. */
export interface SupportCode {
  /** Eight digits. */
  readonly code: string
  readonly expiresAt: Date
}

const madeByPerson: Limit = { name: 'privacy.support-code-made', tries: 5, withinMs: hourMs }

/**
 * Keyed, since eight digits are soon tried by whoever has a bare hash of them; bound to the person, so that it opens
 * nobody else's.
 */
const hashOf = ({ vault }: Pick<AnyCtx, 'vault'>, personId: Id<'person'>, code: string): Buffer =>
  vault.blindIndex('privacy_support_codes.code_hash', `${personId} ${code}`)

/** Makes a code and ends the one before. */
export async function mintCode(tx: TxCtx, personId: Id<'person'>): Promise<SupportCode> {
  const number = tx.chance.bytes(8).readBigUInt64BE() % 10n ** BigInt(digits)
  const code = String(number).padStart(digits, '0')
  const now = tx.clock.now()
  const row = { code_hash: hashOf(tx, personId, code), created_at: now, expires_at: later(now, codeLifeMs) }
  await tx.db
    .insertInto('privacy_support_codes')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
  return { code, expiresAt: row.expires_at }
}

/** Uses a code up: of two who do so at once one has it. @returns whether it was right */
export async function spendCode(tx: TxCtx, personId: Id<'person'>, typed: string): Promise<boolean> {
  const spent = await tx.db
    .deleteFrom('privacy_support_codes')
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashOf(tx, personId, typed.replaceAll(/\s/g, '')))
    .where('expires_at', '>', tx.clock.now())
    .executeTakeFirst()
  return spent.numDeletedRows === 1n
}

/**
 * Makes a code that whoever asks may tell support, so that support can change one thing for them. It works once, for 15
 * minutes, and only the newest does.
 *
 * @throws Refusal `prove-again`, `too-many-tries`, and those of `requireActive`
 */
export async function makeSupportCode(ctx: Ctx, actor: Actor): Promise<SupportCode> {
  const { personId } = requireProven(actor, ctx.clock.now())
  await ctx.throttle.take(madeByPerson, personId)
  return inTransaction(ctx, (tx) => mintCode(tx, personId))
}
