import * as z from 'zod'
import { endLinks, findLink, linkExpired, spendLink } from '#accounts/letters'
import { usernameOf } from '#accounts/members'
import { endSessions, forgetNewBrowser } from '#accounts/sessions'
import { writeReset } from '#accounts/sign-in'
import { type Ctx, inTransaction } from '#platform/context'

export const NotMeInput = z.strictObject({ token: z.string() })
export type NotMeInput = z.output<typeof NotMeInput>

/** Whose sessions the link of a letter would end; looking changes nothing. @throws Refusal `link-expired` */
export async function findDisowned(ctx: Ctx, { token }: NotMeInput): Promise<{ readonly username: string }> {
  const { personId } = await findLink(ctx, 'not-me', token)
  const username = await usernameOf(ctx, personId)
  if (username === null) throw linkExpired()
  return { username }
}

/**
 * Says that the sign-in of which a letter told was somebody else's: ends every session and open links for a new password,
 * and has a link for a new password sent to the primary address. The browser is new again, so that it is told of when it
 * comes back.
 *
 * @throws Refusal `link-expired`
 */
export async function disownSignIn(ctx: Ctx, { token }: NotMeInput): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { personId } = await spendLink(tx, 'not-me', token)
    await endSessions(tx, personId)
    await endLinks(tx, 'reset', personId)
    await forgetNewBrowser(tx, personId)
    await tx.enqueue(writeReset, { personId, cause: 'taken-back' })
  })
}
