import { type Actor, requireRole } from '#accounts/members'
import { readOrganisation, requireRoleIn } from '#accounts/organisations'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type PayoutMethod, type SealedColumn, placeOf } from './billing.ts'

export interface Billing {
  readonly legalName: string | null
  readonly billingAddress: string | null
  readonly taxNumber: string | null
  readonly payout: { readonly method: PayoutMethod; readonly account: string; readonly changedAt: Date } | null
  readonly changedAt: Date
}

/**
 * What it takes to bill and pay an organisation, for its owners and finance; null where nothing was given yet.
 *
 * @throws Refusal those of `requireRoleIn`
 */
export async function readBilling(ctx: Ctx, actor: Actor, organisationId: Id<'organisation'>): Promise<Billing | null> {
  await requireRoleIn(ctx, actor, organisationId, 'finance', 'business:read')
  return opened(ctx, organisationId)
}

/**
 * The same for staff who bill.
 *
 * @param note writes down that it was read; nothing is opened before that is committed
 * @throws Refusal `organisation-not-found`, and those of `requireRole`
 */
export async function readBillingAsStaff(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  note: (tx: TxCtx) => Promise<void>,
): Promise<Billing | null> {
  requireRole(actor, 'billing')
  await readOrganisation(ctx, organisationId)
  await inTransaction(ctx, note)
  return opened(ctx, organisationId)
}

async function opened(ctx: Ctx, organisationId: Id<'organisation'>): Promise<Billing | null> {
  const row = await ctx.db
    .selectFrom('accounts_organisation_billing')
    .where('organisation_id', '=', organisationId)
    .select(['legal_name', 'billing_address', 'tax_number', 'payout_method', 'payout_account'])
    .select(['changed_at', 'payout_changed_at'])
    .executeTakeFirst()
  if (!row) return null
  const open = async (column: SealedColumn): Promise<string | null> => {
    const sealed = row[column]
    return sealed && ctx.vault.open(ctx.db, placeOf(organisationId, column), sealed, 'business.settle')
  }
  const account = await open('payout_account')
  const method = (await open('payout_method')) as PayoutMethod | null
  return {
    legalName: await open('legal_name'),
    billingAddress: await open('billing_address'),
    taxNumber: await open('tax_number'),
    payout:
      account === null || method === null
        ? null
        : { method, account, changedAt: row.payout_changed_at ?? row.changed_at },
    changedAt: row.changed_at,
  }
}
