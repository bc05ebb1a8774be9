import { endLinks } from '#accounts/letters'
import { type Actor, lockMember, requireProven } from '#accounts/members'
import { dropPassword } from '#accounts/passwords'
import { endSessions, requireSession } from '#accounts/sessions'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { writePasswordNews } from './letters.ts'
import { secondFactorsOf } from './second-factors.ts'

/**
 * Takes away the password of whoever just proved who they are, so that only their passkeys sign in. Only with a passkey,
 * and with recovery codes for the day on which it is lost: then a password is set by a letter, and a code is the second
 * step. The member is locked first, so that passkey and password are not taken away at once.
 *
 * @throws Refusal `password-needed`, and those of `requireProven`
 */
export async function removePassword(ctx: Ctx, actor: Actor): Promise<void> {
  const { personId } = requireProven(actor, ctx.clock.now())
  const { sessionId } = requireSession(actor)
  await inTransaction(ctx, async (tx) => {
    await lockMember(tx, personId)
    const { hasPasskey, codesLeft } = await secondFactorsOf(tx, personId)
    if (!hasPasskey || codesLeft === 0) {
      throw new Refusal(
        'conflict',
        'password-needed',
        'Without a password you need a passkey and recovery codes. Set up both first, then remove the password.',
      )
    }
    await dropPassword(tx, personId)
    await endLinks(tx, 'reset', personId)
    await endSessions(tx, personId, sessionId)
    await tx.enqueue(writePasswordNews, { personId, news: 'removed' })
  })
}
