import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { StaffRole } from './role.ts'

/** The roles of a person; none for nearly everybody. */
export async function rolesOf(ctx: AnyCtx, personId: string): Promise<ReadonlySet<StaffRole>> {
  const rows = await ctx.db.selectFrom('accounts_roles').where('person_id', '=', personId).select('role').execute()
  return new Set(rows.map(({ role }) => role as StaffRole))
}

/** Whether anybody has a role; until then the operator is told how to give the first one. */
export async function hasStaff(ctx: AnyCtx): Promise<boolean> {
  return (await ctx.db.selectFrom('accounts_roles').select('role').limit(1).executeTakeFirst()) !== undefined
}

/** Everybody who has one of these roles, each once. */
export async function peopleWithRole(ctx: AnyCtx, roles: readonly StaffRole[]): Promise<readonly Id<'person'>[]> {
  const rows = await ctx.db
    .selectFrom('accounts_roles')
    .where('role', 'in', roles)
    .select('person_id')
    .distinct()
    .orderBy('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id as Id<'person'>)
}
