import * as z from 'zod'
import { findAddress, readAddress } from '#accounts/addresses'
import { findLink, spendLink } from '#accounts/letters'
import { usernameOf } from '#accounts/members'
import { NewPassword, hashPassword, refuseWeakPassword, setPassword } from '#accounts/passwords'
import { endSessions } from '#accounts/sessions'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { writePasswordNews } from './letters.ts'

export const ResetPasswordInput = z.strictObject({ token: z.string(), password: NewPassword })
export type ResetPasswordInput = z.output<typeof ResetPasswordInput>

/**
 * Sets a new password by the link of a letter, ends every session, and tells the owner by mail. A password that is
 * refused leaves the link as it was.
 *
 * @throws Refusal `link-expired`, `password-too-weak`, `too-busy`
 */
export async function resetPassword(ctx: Ctx, { token, password }: ResetPasswordInput): Promise<void> {
  const { personId } = await findLink(ctx, 'reset', token)
  await refuseWeakPasswordOf(ctx, personId, password)
  const newHash = await hashPassword(ctx, password)
  await inTransaction(ctx, async (tx) => {
    await spendLink(tx, 'reset', token)
    await setPassword(tx, personId, newHash)
    await endSessions(tx, personId)
    await tx.enqueue(writePasswordNews, { personId, news: 'changed-by-link' })
  })
}

/** Refuses what is easy to guess, also for who knows the person. @throws Refusal `password-too-weak` */
export async function refuseWeakPasswordOf(ctx: Ctx, personId: Id<'person'>, password: string): Promise<void> {
  const address = await findAddress(ctx, { personId })
  const email = address && (await readAddress(ctx, address.addressId, 'account.provide'))
  const username = (await usernameOf(ctx, personId)) ?? ''
  refuseWeakPassword(password, email === null ? { username } : { username, email })
}
