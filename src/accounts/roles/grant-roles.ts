import * as z from 'zod'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { Refusal, notFound } from '#platform/refusal'
import { type StaffRole, staffRoles } from './role.ts'
import { secondFactorNeeded } from './second-factor-needed.ts'

export const GrantRolesInput = z.strictObject({ personId: z.uuid(), roles: z.array(z.enum(staffRoles)).readonly() })
export type GrantRolesInput = z.output<typeof GrantRolesInput>

/** Who grants: the operator at the command line (`system`), or anybody who asks. An `Actor` is one. */
export type Granter =
  | { readonly kind: 'system' }
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'member'
      readonly personId: string
      readonly status: 'unverified' | 'active' | 'locked' | 'leaving'
      readonly roles: ReadonlySet<StaffRole>
      readonly via: { readonly kind: 'session'; readonly strong: boolean } | { readonly kind: 'api-key' | 'system' }
    }

/** Pure: why these roles cannot be granted, or null. An admin stays one, so that there is always one left. */
export function grantBlockedBy(
  granter: Granter,
  { personId, roles }: GrantRolesInput,
): 'only-admins-grant-roles' | 'second-factor-needed' | 'own-admin-role' | null {
  if (granter.kind === 'system') return null
  if (granter.kind === 'visitor') return 'only-admins-grant-roles'
  if (granter.via.kind === 'system') return null
  if (granter.via.kind !== 'session' || granter.status !== 'active' || !granter.roles.has('admin')) {
    return 'only-admins-grant-roles'
  }
  if (!granter.via.strong) return 'second-factor-needed'
  return granter.personId === personId && !roles.includes('admin') ? 'own-admin-role' : null
}

/**
 * Gives a person exactly these roles; those that are not named end.
 *
 * @param note writes down who did it, in the same transaction
 * @throws Refusal `only-admins-grant-roles`, `second-factor-needed`, `own-admin-role`, `no-such-person`
 */
export async function grantRoles(
  ctx: Ctx,
  granter: Granter,
  input: GrantRolesInput,
  note: (tx: TxCtx) => Promise<void> = async () => {},
): Promise<void> {
  switch (grantBlockedBy(granter, input)) {
    case 'only-admins-grant-roles':
      throw new Refusal('forbidden', 'only-admins-grant-roles', 'Only an admin who has signed in can grant roles.')
    case 'second-factor-needed':
      throw secondFactorNeeded()
    case 'own-admin-role':
      throw new Refusal('conflict', 'own-admin-role', 'You cannot stop being an admin yourself. Ask another admin.')
    case null:
      return inTransaction(ctx, async (tx) => {
        await replaceRoles(tx, input)
        await note(tx)
      })
  }
}

/** The part of `grantRoles` inside a transaction, without asking who grants. */
export async function replaceRoles(tx: TxCtx, { personId, roles }: GrantRolesInput): Promise<void> {
  await tx.db.deleteFrom('accounts_roles').where('person_id', '=', personId).execute()
  if (roles.length === 0) return
  const rows = [...new Set(roles)].map((role) => ({ person_id: personId, role, granted_at: tx.clock.now() }))
  try {
    await tx.db.insertInto('accounts_roles').values(rows).execute()
  } catch (error) {
    const foreignKeyViolation = '23503'
    if ((error as { code?: unknown }).code !== foreignKeyViolation) throw error
    throw notFound('no-such-person', 'There is no such person.')
  }
}
