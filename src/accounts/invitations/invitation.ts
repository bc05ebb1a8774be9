import { sameAddress } from '#accounts/addresses'
import { type OrganisationRole } from '#accounts/organisations'
import { dayMs } from '#platform/clock'
import type { AnyCtx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/** So long an invitation waits for an answer. */
export const invitationLifeMs = 14 * dayMs

const emailColumn = 'accounts_invitations.email'

/** Where the address of an invitation is sealed: under the number of the invitation. */
export const placeOf = (invitationId: string) => ({ column: emailColumn, subjectId: invitationId })

export const indexOf = (ctx: Pick<AnyCtx, 'vault'>, email: string): Buffer =>
  ctx.vault.blindIndex(emailColumn, sameAddress(email))

export interface FoundInvitation {
  readonly invitationId: Id<'invitation'>
  readonly organisationId: Id<'organisation'>
  readonly roles: readonly OrganisationRole[]
  readonly expiresAt: Date
  /** Opened; null where its key is gone. */
  readonly email: string | null
}

/** An invitation that still waits, by its number or by what its link holds; null where there is none. */
export async function findInvitation(
  ctx: AnyCtx,
  by: { readonly invitationId: Id<'invitation'> } | { readonly tokenHash: Buffer },
): Promise<FoundInvitation | null> {
  const waiting = ctx.db.selectFrom('accounts_invitations').where('expires_at', '>', ctx.clock.now())
  const row = await (
    'invitationId' in by ? waiting.where('id', '=', by.invitationId) : waiting.where('token_hash', '=', by.tokenHash)
  )
    .select(['id', 'organisation_id', 'roles', 'expires_at', 'email'])
    .executeTakeFirst()
  if (!row) return null
  return {
    invitationId: row.id as Id<'invitation'>,
    organisationId: row.organisation_id as Id<'organisation'>,
    roles: row.roles as OrganisationRole[],
    expiresAt: row.expires_at,
    email: await ctx.vault.open(ctx.db, placeOf(row.id), row.email, 'business.provide'),
  }
}

/** Takes invitations away, and what is left of them in copies with their keys. @returns how many went */
export async function forgetInvitations(tx: TxCtx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const gone = await tx.db.deleteFrom('accounts_invitations').where('id', 'in', ids).returning('id').execute()
  for (const { id } of gone) await tx.vault.shred(tx.db, id)
  return gone.length
}
