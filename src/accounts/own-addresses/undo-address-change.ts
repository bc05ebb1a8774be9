import * as z from 'zod'
import { deleteAddresses, lockAddressesOf, makeAddressPrimary } from '#accounts/addresses'
import { endLinks, findLink, linkExpired, spendLink } from '#accounts/letters'
import { usernameOf } from '#accounts/members'
import { endSessions } from '#accounts/sessions'
import { writeReset } from '#accounts/sign-in'
import { type Ctx, inTransaction } from '#platform/context'
import { endChanges, openChanges, undoUntil } from './address-change.ts'
import { changesUndoneBy } from './address-change.rules.ts'

export const UndoAddressChangeInput = z.strictObject({ token: z.string() })
export type UndoAddressChangeInput = z.output<typeof UndoAddressChangeInput>

/** What the link of a letter would undo; looking changes nothing. @throws Refusal `link-expired` */
export async function findUndo(
  ctx: Ctx,
  { token }: UndoAddressChangeInput,
): Promise<{ readonly username: string; readonly until: Date }> {
  const { personId, addressId } = await findLink(ctx, 'undo', token)
  const until = undoUntil(addressId, await openChanges(ctx, personId))
  const username = await usernameOf(ctx, personId)
  if (!until || username === null) throw linkExpired()
  return { username, until }
}

/**
 * Puts the address to which the link was sent back in its place, proven as it was, also where it was removed meanwhile;
 * takes away the address that took its place and every one that became primary since; ends every session and open links
 * for a new password, and has a link for a new password sent to the address. Nothing else is touched: what a thief may
 * have left (API keys, further addresses, other ways to sign in) only the owner can tell from their own.
 *
 * Of two at once one is refused. It works for 7 days, also after a second change; then it is refused.
 *
 * @throws Refusal `link-expired`
 */
export async function undoAddressChange(ctx: Ctx, { token }: UndoAddressChangeInput): Promise<void> {
  const { personId } = await findLink(ctx, 'undo', token)
  await inTransaction(ctx, async (tx) => {
    // Before the link: whoever makes an address primary locks in this order too.
    await lockAddressesOf(tx, personId)
    const { addressId } = await spendLink(tx, 'undo', token)
    const undone = changesUndoneBy(addressId, await openChanges(tx, personId))
    if (undone.length === 0) throw linkExpired()
    await makeAddressPrimary(tx, personId, addressId)
    await endChanges(tx, undone)
    const taken = undone.flatMap(({ toAddressId: id }) => (id === null || id === addressId ? [] : [id]))
    await deleteAddresses(tx, taken)
    await endLinks(tx, 'reset', personId)
    await endSessions(tx, personId)
    await tx.enqueue(writeReset, { personId, cause: 'taken-back' })
  })
}
