import { hashOfSecret } from '#accounts/secrets'
import { minuteMs } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type Limit, networkOf } from '#platform/throttle'
import { writeFactorNews } from './letters.ts'
import { stepOfCode } from './one-time-code.rules.ts'
import { readCode } from './recovery-code.rules.ts'

/** Where a code comes from; used in memory only. */
export interface Place {
  readonly address: string
}

/**
 * Three codes of a million are right at any time. Ten tries in a quarter of an hour find one in a day with a chance of
 * 0.3 %, and only for who knows the password. The owner waits that long at most, and not at all with a recovery code or a
 * passkey, which are not counted here.
 */
const codesByPerson: Limit = { name: 'accounts.code', tries: 10, withinMs: 15 * minuteMs }
/** One place that tries codes of many. */
const byNetwork: Limit = { name: 'accounts.code-network', tries: 60, withinMs: 15 * minuteMs }
/** A recovery code cannot be guessed; this only keeps one place from asking all day. */
const recoveryByNetwork: Limit = { name: 'accounts.recovery-code', tries: 20, withinMs: 15 * minuteMs }

const codeWrong = (): Refusal =>
  new Refusal('forbidden', 'code-wrong', 'This code is not right.', {
    fields: {
      code: 'Type the six digits that the app shows now. Each works once: wait for the next ones if you used these.',
    },
  })

const recoveryCodeWrong = (): Refusal =>
  new Refusal('forbidden', 'recovery-code-wrong', 'This recovery code is not right, or it was used already.', {
    fields: { recovery: 'Type one of your codes that you have not used yet, all sixteen signs of it.' },
  })

/**
 * Takes the code that a person's app shows; it never works again. The row is locked, so that of two who send the same
 * code at once one is refused.
 *
 * @throws Refusal `code-wrong`, also where there is no app; `too-many-tries`
 */
export async function takeCode(ctx: Ctx, personId: Id<'person'>, code: string, from: Place): Promise<void> {
  const network = networkOf(from.address)
  await ctx.throttle.take(byNetwork, network)
  await ctx.throttle.take(codesByPerson, personId)
  if (!(await inTransaction(ctx, (tx) => spendStep(tx, personId, 'confirmed', code)))) throw codeWrong()
  await ctx.throttle.giveBack(byNetwork, network)
  await ctx.throttle.forget(codesByPerson, personId)
}

/** Whether this is a code of the app that was not used; then it is used now. */
export async function spendStep(
  tx: TxCtx,
  personId: Id<'person'>,
  state: 'offered' | 'confirmed',
  code: string,
): Promise<boolean> {
  const row = await tx.db
    .selectFrom('accounts_authenticators')
    .where('person_id', '=', personId)
    .where('state', '=', state)
    .select(['secret', 'last_step'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) return false
  const place = { column: 'accounts_authenticators.secret', subjectId: personId }
  const secret = await tx.vault.open(tx.db, place, row.secret, 'account.secure')
  const step = secret === null ? null : stepOfCode(secret, code.replaceAll(/\s/g, ''), tx.clock.now(), row.last_step)
  if (step === null) return false
  await tx.db
    .updateTable('accounts_authenticators')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('state', '=', state)
    .execute()
  return true
}

/**
 * Takes one of a person's recovery codes, which is gone with it, and tells them by mail. Of two who send the same at once
 * one deletes the row.
 *
 * @throws Refusal `recovery-code-wrong`, `too-many-tries`
 */
export async function takeRecoveryCode(ctx: Ctx, personId: Id<'person'>, typed: string, from: Place): Promise<void> {
  const network = networkOf(from.address)
  await ctx.throttle.take(recoveryByNetwork, network)
  const code = readCode(typed)
  if (code === null) throw recoveryCodeWrong()
  await inTransaction(ctx, async (tx) => {
    const used = await tx.db
      .deleteFrom('accounts_recovery_codes')
      .where('code_hash', '=', hashOfSecret(code))
      .where('person_id', '=', personId)
      .executeTakeFirst()
    if (used.numDeletedRows === 0n) throw recoveryCodeWrong()
    await tx.enqueue(writeFactorNews, { personId, news: 'recovery-code-used' })
  })
  await ctx.throttle.giveBack(recoveryByNetwork, network)
}
