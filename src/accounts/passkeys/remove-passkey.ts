import * as z from 'zod'
import { authenticatorOf, endRecoveryCodes } from '#accounts/authenticators'
import { type Actor, lockMember, requireProven } from '#accounts/members'
import { hasPassword } from '#accounts/passwords'
import { staffKeepsSecondFactor } from '#accounts/roles'
import { type Ctx, inTransaction } from '#platform/context'
import { readId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { writePasskeyNews } from './letters.ts'
import { hasPasskey, passkeyNotFound } from './passkey.ts'

export const RemovePasskeyInput = z.strictObject({ passkeyId: z.string() })
export type RemovePasskeyInput = z.output<typeof RemovePasskeyInput>

/**
 * Removes a passkey from the account of whoever has signed in and just proved again that it is them; tells them by mail.
 * The last way in stays: the member is locked first, so that of two who take away the last two ways at once, one is
 * refused.
 *
 * @throws Refusal `passkey-not-found`, `passkey-last-way-in`, `staff-keeps-second-factor`, and those of `requireProven`
 */
export async function removePasskey(ctx: Ctx, actor: Actor, { passkeyId: shown }: RemovePasskeyInput): Promise<void> {
  const { personId, roles } = requireProven(actor, ctx.clock.now())
  const passkeyId = readId('passkey', shown)
  if (!passkeyId) throw passkeyNotFound()
  await inTransaction(ctx, async (tx) => {
    await lockMember(tx, personId)
    const removed = await tx.db
      .deleteFrom('accounts_passkeys')
      .where('id', '=', passkeyId)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    if (removed.numDeletedRows === 0n) throw passkeyNotFound()
    if (!(await hasPasskey(tx, personId)) && !(await hasPassword(tx, personId))) {
      throw new Refusal(
        'conflict',
        'passkey-last-way-in',
        'This passkey is your only way to sign in. Add another one or set a password first, then remove it.',
      )
    }
    // Recovery codes stand for a second factor that was lost; with the last one they go.
    if (!(await hasPasskey(tx, personId)) && !(await authenticatorOf(tx, personId))) {
      if (roles.size > 0) throw staffKeepsSecondFactor()
      await endRecoveryCodes(tx, personId)
    }
    await tx.enqueue(writePasskeyNews, { personId, news: 'removed' })
  })
}
