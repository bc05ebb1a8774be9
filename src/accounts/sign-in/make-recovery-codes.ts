import { newRecoveryCodes, writeFactorNews } from '#accounts/authenticators'
import { type Actor, lockMember, requireProven } from '#accounts/members'
import { requireSession } from '#accounts/sessions'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { secondFactorsOf } from './second-factors.ts'

/**
 * Makes ten recovery codes for whoever just proved who they are and has a second factor that they could lose; those of
 * before no longer work.
 *
 * @returns the codes, shown this once: only hashes are kept
 * @throws Refusal `second-factor-first`, and those of `requireProven`
 */
export async function makeRecoveryCodes(ctx: Ctx, actor: Actor): Promise<readonly string[]> {
  const { personId } = requireProven(actor, ctx.clock.now())
  requireSession(actor)
  return inTransaction(ctx, async (tx) => {
    await lockMember(tx, personId)
    if (!(await secondFactorsOf(tx, personId)).hasSecondFactor) {
      throw new Refusal(
        'conflict',
        'second-factor-first',
        'Recovery codes help when a second factor is lost. Set up an authenticator app or a passkey first.',
      )
    }
    await tx.enqueue(writeFactorNews, { personId, news: 'recovery-codes-made' })
    return newRecoveryCodes(tx, personId)
  })
}
