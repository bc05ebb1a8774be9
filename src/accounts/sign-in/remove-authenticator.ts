import { endAuthenticator, endRecoveryCodes } from '#accounts/authenticators'
import { type Actor, lockMember, requireProven } from '#accounts/members'
import { staffKeepsSecondFactor } from '#accounts/roles'
import { type NewCookie, endSessions, renewSession, requireSession } from '#accounts/sessions'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { secondFactorsOf } from './second-factors.ts'

/**
 * Removes the authenticator app of whoever just proved who they are. Other sessions end, and in this one the codes count
 * no longer. Recovery codes go with the last second factor, since they stand for one.
 *
 * @returns the session's new cookie
 * @throws Refusal `no-authenticator`, `staff-keeps-second-factor`, and those of `requireProven`
 */
export async function removeAuthenticator(ctx: Ctx, actor: Actor): Promise<NewCookie> {
  const { personId, roles } = requireProven(actor, ctx.clock.now())
  const { sessionId } = requireSession(actor)
  return inTransaction(ctx, async (tx) => {
    await lockMember(tx, personId)
    if (!(await endAuthenticator(tx, personId))) {
      throw new Refusal('conflict', 'no-authenticator', 'There is no authenticator app to remove.')
    }
    if (!(await secondFactorsOf(tx, personId)).hasSecondFactor) {
      if (roles.size > 0) throw staffKeepsSecondFactor()
      await endRecoveryCodes(tx, personId)
    }
    await endSessions(tx, personId, sessionId)
    return renewSession(tx, sessionId, [], ['code', 'recovery'])
  })
}
