import * as z from 'zod'
import { type Billing, readBillingAsStaff } from '#accounts/organisation-billing'
import { type Reach, organisationDesk, readReach } from '#accounts/organisations'
import { type Actor, requireRole } from '#accounts/people'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { appendAudit } from '#privacy/audit'

export const OpenOrganisationInput = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(10, { error: 'Say why in at least 10 characters.' })
    .max(500, { error: 'Use at most 500 characters.' }),
})
export type OpenOrganisationInput = z.output<typeof OpenOrganisationInput>

export interface OpenedOrganisation {
  readonly reach: Reach
  /** Null where nothing was given yet. */
  readonly billing: Billing | null
  /** Whether whoever reads may read what it takes to bill at all. */
  readonly readsBilling: boolean
}

/**
 * What is sealed of an organisation, for staff: how to reach it, and for who bills, what it takes to bill and pay it. That
 * it was opened, by whom and why, is in the log of acts before anything is shown.
 *
 * @throws Refusal `organisation-not-found`, and those of `requireRole`
 */
export async function openOrganisation(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { reason }: OpenOrganisationInput,
): Promise<OpenedOrganisation> {
  const staff = requireRole(actor, ...organisationDesk)
  const note =
    (group: string) =>
    (tx: TxCtx): Promise<void> =>
      appendAudit(tx, {
        kind: 'staff-read',
        by: staff.personId,
        about: organisationId,
        detail: { roles: organisationDesk.filter((role) => staff.roles.has(role)), groups: [group] },
        reason,
      })
  const readsBilling = staff.roles.has('billing')
  await inTransaction(ctx, note('How to reach the organisation'))
  const reach = await readReach(ctx, organisationId)
  const billing = readsBilling
    ? await readBillingAsStaff(ctx, actor, organisationId, note('What it takes to bill and pay it'))
    : null
  return { reach, billing, readsBilling }
}
