import * as z from 'zod'
import { type Actor, requireProven } from '#accounts/members'
import { type OrganisationRole, requireRoleIn, standUnderLock } from '#accounts/organisations'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, readId, showId } from '#platform/ids'
import { notFound } from '#platform/refusal'
import { forgetInvitations, placeOf } from './invitation.ts'

export interface WaitingInvitation {
  /** `inv_…` */
  readonly id: string
  readonly email: string
  readonly roles: readonly OrganisationRole[]
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** The invitations of an organisation that wait, the newest first; for its owners. @throws Refusal those of `requireRoleIn` */
export async function listInvitations(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly WaitingInvitation[]> {
  await requireRoleIn(ctx, actor, organisationId, 'owner', 'business:read')
  const rows = await ctx.db
    .selectFrom('accounts_invitations')
    .where('organisation_id', '=', organisationId)
    .where('expires_at', '>', ctx.clock.now())
    .select(['id', 'email', 'roles', 'created_at', 'expires_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const shown = await Promise.all(
    rows.map(async (row): Promise<readonly WaitingInvitation[]> => {
      const email = await ctx.vault.open(ctx.db, placeOf(row.id), row.email, 'business.provide')
      if (email === null) return []
      const id = showId('invitation', row.id as Id<'invitation'>)
      const roles = row.roles as OrganisationRole[]
      return [{ id, email, roles, createdAt: row.created_at, expiresAt: row.expires_at }]
    }),
  )
  return shown.flat()
}

export const RevokeInvitationInput = z.strictObject({
  /** `inv_…` */
  invitation: z.string().max(60),
})
export type RevokeInvitationInput = z.output<typeof RevokeInvitationInput>

/**
 * Takes an invitation back: its link works no longer, and the address is forgotten.
 *
 * @throws Refusal `invitation-not-found`, `prove-again`, and those of `standUnderLock`
 */
export async function revokeInvitation(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { invitation }: RevokeInvitationInput,
): Promise<void> {
  requireProven(actor, ctx.clock.now(), 'business:write')
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'owner')
    const id = readId('invitation', invitation)
    const row =
      id &&
      (await tx.db
        .selectFrom('accounts_invitations')
        .where('id', '=', id)
        .where('organisation_id', '=', organisationId)
        .select('id')
        .executeTakeFirst())
    if (!row || (await forgetInvitations(tx, [row.id])) === 0) {
      throw notFound('invitation-not-found', 'There is no such invitation any more.')
    }
  })
}
