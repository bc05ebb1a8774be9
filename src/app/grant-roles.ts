import * as roles from '#accounts/roles'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { appendAudit } from '#privacy/audit'

/** The same as the door of roles has it, and who granted what to whom is written down with it. */
export async function grantRoles(ctx: Ctx, granter: roles.Granter, input: roles.GrantRolesInput): Promise<void> {
  const by = granter.kind === 'member' ? (granter.personId as Id<'person'>) : null
  await roles.grantRoles(ctx, granter, input, (tx) =>
    appendAudit(tx, {
      kind: 'roles-changed',
      by,
      about: input.personId as Id<'person'>,
      detail: { groups: input.roles },
    }),
  )
}
