import { type Actor, requireActive } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'

export interface PasskeyShown {
  /** `pky_…` */
  readonly id: string
  /** What its owner calls it. */
  readonly name: string
  /** Whether the device said, when it was last used, that a copy is kept elsewhere, as in a cloud. */
  readonly isBackedUp: boolean
  readonly createdAt: Date
  /** A day, `2026-01-31`, or null where it was never used. */
  readonly lastUsedOn: string | null
}

/** The member's passkeys, newest first. @throws Refusal those of `requireActive` */
export async function listPasskeys(ctx: Ctx, actor: Actor): Promise<readonly PasskeyShown[]> {
  const { personId } = requireActive(actor)
  const rows = await ctx.db
    .selectFrom('accounts_passkeys')
    .where('person_id', '=', personId)
    .select(['id', 'name', 'backed_up', 'created_at', 'last_used_on'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: showId('passkey', row.id as Id<'passkey'>),
    name: row.name,
    isBackedUp: row.backed_up,
    createdAt: row.created_at,
    lastUsedOn: row.last_used_on,
  }))
}
