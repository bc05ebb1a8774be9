import { giveUpName, isHeldForOther, noteNameChange, takeNameBack } from '#accounts/names'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { usernameTaken } from './add-member.ts'
import { type CorrectedBy, noteCorrections } from './correction.ts'
import { usernameOf } from './find-member.ts'
import { lockMember } from './lock-member.ts'
import { isReserved } from './username.rules.ts'

/**
 * Gives a member another name. The old one names nobody from then on, and is kept from everybody else for 180 days; the
 * same person may take it back. Of two who take one name at once, one gets it.
 *
 * @throws Refusal `username-taken`, `username-is-yours`, `too-many-name-changes`; the transaction is over then
 */
export async function renameMember(
  tx: TxCtx,
  personId: Id<'person'>,
  username: string,
  by: CorrectedBy = 'self',
): Promise<void> {
  await lockMember(tx, personId)
  const before = (await usernameOf(tx, personId)) ?? ''
  if (before === username) {
    throw new Refusal('conflict', 'username-is-yours', 'This is your user name already.', {
      fields: { username: 'This is your user name already.' },
    })
  }
  if (isReserved(username)) throw usernameTaken()
  try {
    await tx.db.updateTable('accounts_people').set({ username }).where('id', '=', personId).execute()
  } catch (error) {
    const uniqueViolation = '23505'
    if ((error as { code?: unknown }).code === uniqueViolation) throw usernameTaken()
    throw error
  }
  // After the name is written: whoever gives it up at this moment was waited for.
  if (await isHeldForOther(tx, username, personId)) throw usernameTaken()
  if (!(await noteNameChange(tx, personId))) {
    throw new Refusal(
      'too-many',
      'too-many-name-changes',
      'A user name can be changed 3 times in 30 days. Try again in a few weeks.',
    )
  }
  await noteCorrections(tx, personId, ['username'], by)
  await takeNameBack(tx, username)
  if (before.toLowerCase() !== username.toLowerCase()) await giveUpName(tx, before, personId)
}
