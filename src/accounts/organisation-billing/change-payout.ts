import * as z from 'zod'
import { type Actor, requireProven } from '#accounts/members'
import { standUnderLock } from '#accounts/organisations'
import { requireSession } from '#accounts/sessions'
import { type Ctx, inTransaction } from '#platform/context'
import { businessText } from '#platform/free-text'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type SealedColumn, payoutMethods, placeOf } from './billing.ts'

export const ChangePayoutInput = z.strictObject({
  method: z.enum(payoutMethods),
  account: businessText('account')
    .trim()
    .min(3, { error: 'Give the account that is paid.' })
    .max(100, { error: 'An account has at most 100 characters.' }),
})
export type ChangePayoutInput = z.output<typeof ChangePayoutInput>

/**
 * Says how and where an organisation is paid. For owners and finance, in a session with a second factor in which they
 * proved who they are within ten minutes (promise S-78): whoever finds a browser open, or only knows a password, does not
 * lead the money elsewhere. No key and nobody at the command line may.
 *
 * @throws Refusal `payout-needs-second-factor`, `session-needed`, `prove-again`, and those of `standUnderLock`
 */
export async function changePayout(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { method, account }: ChangePayoutInput,
): Promise<void> {
  const { member } = requireSession(actor)
  if (member.via.kind !== 'session' || !member.via.strong) {
    throw new Refusal(
      'forbidden',
      'payout-needs-second-factor',
      'Where money goes is changed with a second factor only: set up a passkey or an authenticator app, then sign in with it.',
    )
  }
  requireProven(member, ctx.clock.now())
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'finance')
    const now = tx.clock.now()
    const seal = (column: SealedColumn, text: string): Promise<Buffer> =>
      tx.vault.seal(tx.db, placeOf(organisationId, column), text)
    const values = {
      payout_method: await seal('payout_method', method),
      payout_account: await seal('payout_account', account),
      payout_changed_at: now,
      changed_at: now,
    }
    await tx.db
      .insertInto('accounts_organisation_billing')
      .values({ organisation_id: organisationId, ...values })
      .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
      .execute()
  })
}
