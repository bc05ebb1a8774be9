import * as z from 'zod'
import { EmailAddress } from '#accounts/addresses'
import { type Actor, requireProven } from '#accounts/members'
import { OrganisationRoles, keepOwnersFromKeys, requireRoleIn, standUnderLock } from '#accounts/organisations'
import { dayMs, later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import { forgetInvitations, indexOf, invitationLifeMs, placeOf } from './invitation.ts'
import { writeInvitation } from './letters.ts'

/** For whoever would have us write to strangers. */
const ofOrganisation: Limit = { name: 'accounts.invite', tries: 30, withinMs: dayMs }
const toOneAddress: Limit = { name: 'accounts.invite-one', tries: 3, withinMs: dayMs }

/** More than ever wait at once where people work; a list is never longer than a page. */
const waitingMax = 50

export const InvitePersonInput = z.strictObject({ email: EmailAddress, roles: OrganisationRoles })
export type InvitePersonInput = z.output<typeof InvitePersonInput>

/**
 * Invites whoever reads the mail of an address to act for an organisation, and has the letter written. An invitation that
 * waits there already is replaced: only the newest link works. Whether the address belongs to a member is not told.
 *
 * @returns `inv_…`
 * @throws Refusal `too-many-tries`, `too-many-invitations`, `prove-again`, `owners-by-people`, and those of `standUnderLock`
 */
export async function invitePerson(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { email, roles }: InvitePersonInput,
): Promise<{ readonly id: string }> {
  requireProven(actor, ctx.clock.now(), 'business:write')
  keepOwnersFromKeys(actor, roles)
  await requireRoleIn(ctx, actor, organisationId, 'owner')
  await ctx.throttle.take(ofOrganisation, organisationId)
  await ctx.throttle.take(toOneAddress, email.toLowerCase())
  return inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'owner')
    const index = indexOf(tx, email)
    const waiting = await tx.db
      .selectFrom('accounts_invitations')
      .where('organisation_id', '=', organisationId)
      .select(['id', 'email_index'])
      .execute()
    const before = waiting.filter(({ email_index }) => index.equals(email_index))
    await forgetInvitations(
      tx,
      before.map(({ id }) => id),
    )
    if (waiting.length - before.length >= waitingMax) {
      throw new Refusal('conflict', 'too-many-invitations', 'Fifty invitations are waiting. Take one back first.')
    }
    const id = newId<'invitation'>(tx)
    const now = tx.clock.now()
    await tx.db
      .insertInto('accounts_invitations')
      .values({
        id,
        organisation_id: organisationId,
        email: await tx.vault.seal(tx.db, placeOf(id), email),
        email_index: index,
        roles: [...roles],
        created_at: now,
        expires_at: later(now, invitationLifeMs),
      })
      .execute()
    await tx.enqueue(writeInvitation, { invitationId: id })
    return { id: showId('invitation', id) }
  })
}
