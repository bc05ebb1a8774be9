import * as z from 'zod'
import { type Actor, Username, renameMember, requireProven } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { writeUsernameChanged } from './letters.ts'

export const ChangeUsernameInput = z.strictObject({ username: Username })
export type ChangeUsernameInput = z.output<typeof ChangeUsernameInput>

/**
 * Changes the user name of whoever asks, everywhere where it is shown, and tells them by mail. At most 3 times in 30 days.
 *
 * @throws Refusal `prove-again`, `username-taken`, `username-is-yours`, `too-many-name-changes`
 */
export async function changeUsername(ctx: Ctx, actor: Actor, { username }: ChangeUsernameInput): Promise<void> {
  const { personId } = requireProven(actor, ctx.clock.now())
  await inTransaction(ctx, async (tx) => {
    await renameMember(tx, personId, username)
    await tx.enqueue(writeUsernameChanged, { personId })
  })
}
