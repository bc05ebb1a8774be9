import { sameAddress } from '#accounts/addresses'
import type { OrganisationKind } from '#accounts/organisations'
import { dayMs } from '#platform/clock'
import type { AnyCtx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/** So long a welcome waits for an answer. */
export const welcomeLifeMs = 14 * dayMs

const emailColumn = 'accounts_welcomes.email'

/** Where the address of a welcome is sealed: under the number of the welcome. */
export const placeOf = (welcomeId: string) => ({ column: emailColumn, subjectId: welcomeId })

export const indexOf = (ctx: Pick<AnyCtx, 'vault'>, email: string): Buffer =>
  ctx.vault.blindIndex(emailColumn, sameAddress(email))

/** A welcome that waits, opened. */
export interface WaitingWelcome {
  readonly welcomeId: Id<'welcome'>
  readonly email: string
  /** A suggestion. */
  readonly username: string
  readonly organisation: { readonly kind: OrganisationKind; readonly name: string; readonly country: string }
  readonly expiresAt: Date
}

/** A welcome that still waits, by its number or by what its link holds; null where there is none. */
export async function findWelcome(
  ctx: AnyCtx,
  by: { readonly welcomeId: Id<'welcome'> } | { readonly tokenHash: Buffer },
): Promise<WaitingWelcome | null> {
  const waiting = ctx.db.selectFrom('accounts_welcomes').where('expires_at', '>', ctx.clock.now())
  const row = await (
    'welcomeId' in by ? waiting.where('id', '=', by.welcomeId) : waiting.where('token_hash', '=', by.tokenHash)
  )
    .select(['id', 'email', 'username', 'organisation_kind', 'organisation_name', 'country', 'expires_at'])
    .executeTakeFirst()
  const email = row && (await ctx.vault.open(ctx.db, placeOf(row.id), row.email, 'business.provide'))
  if (!row || !email) return null
  return {
    welcomeId: row.id as Id<'welcome'>,
    email,
    username: row.username,
    organisation: {
      kind: row.organisation_kind as OrganisationKind,
      name: row.organisation_name,
      country: row.country,
    },
    expiresAt: row.expires_at,
  }
}

/** Takes welcomes away, and what is left of them in copies with their keys. @returns how many went */
export async function forgetWelcomes(tx: TxCtx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const gone = await tx.db.deleteFrom('accounts_welcomes').where('id', 'in', ids).returning('id').execute()
  for (const { id } of gone) await tx.vault.shred(tx.db, id)
  return gone.length
}
