import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import type { StaffRole } from '#accounts/roles'
import type { Ctx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { type Organisation, organisationKinds, showOrganisationId } from './organisation.ts'
import { organisationOf } from './require-role-in.ts'

/** Who works with organisations: those who answer them, and those who bill. */
export const organisationDesk = ['support', 'billing', 'admin'] as const satisfies readonly StaffRole[]

/** As many as a page shows; whoever does not find theirs types more of the name. */
const shownMax = 50

export const FindOrganisationsInput = z.strictObject({
  /** A part of the name, or `pub_…`, `adv_…`, `net_…`. */
  q: z.string().trim().max(120).default(''),
})
export type FindOrganisationsInput = z.output<typeof FindOrganisationsInput>

export interface ListedOrganisation extends Organisation {
  readonly shownId: string
  readonly createdAt: Date
}

/**
 * Organisations by a part of their name or by their number, the newest first, for staff. Nothing of it is sealed: what is,
 * is opened for a reason.
 *
 * @throws Refusal those of `requireRole`
 */
export async function findOrganisations(
  ctx: Ctx,
  actor: Actor,
  { q }: FindOrganisationsInput,
): Promise<readonly ListedOrganisation[]> {
  requireRole(actor, ...organisationDesk)
  const numbers = organisationKinds.flatMap((kind): Id<'organisation'>[] => {
    const id = readId(kind, q)
    return id === null ? [] : [id as string as Id<'organisation'>]
  })
  // What stands for any text in a pattern is looked for as it was typed.
  const pattern = `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const rows = await ctx.db
    .selectFrom('accounts_organisations')
    .where((where) =>
      where.or([where('name', 'ilike', pattern), ...(numbers.length > 0 ? [where('id', 'in', numbers)] : [])]),
    )
    .select(['id', 'kind', 'name', 'country', 'status', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(shownMax)
    .execute()
  return rows.map((row) => {
    const organisation = organisationOf(row)
    return { ...organisation, shownId: showOrganisationId(organisation), createdAt: row.created_at }
  })
}
