import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { placeOf } from './billing.ts'

/** What stands on invoices. */
export interface InvoiceDetails {
  readonly legalName: string
  readonly billingAddress: string
  readonly taxNumber: string | null
}

/**
 * What stands on the invoices of an organisation, or null where it was not given: for the rooms that write it, sealed, on
 * a paper of theirs. Whoever calls has looked who asks, and shows it to nobody who does not see to money.
 */
export async function invoiceDetailsOf(
  ctx: AnyCtx,
  organisationId: Id<'organisation'>,
): Promise<InvoiceDetails | null> {
  const row = await ctx.db
    .selectFrom('accounts_organisation_billing')
    .where('organisation_id', '=', organisationId)
    .select(['legal_name', 'billing_address', 'tax_number'])
    .executeTakeFirst()
  const open = async (column: 'legal_name' | 'billing_address' | 'tax_number'): Promise<string | null> => {
    const sealed = row?.[column] ?? null
    return sealed && ctx.vault.open(ctx.db, placeOf(organisationId, column), sealed, 'business.settle')
  }
  const [legalName, billingAddress] = [await open('legal_name'), await open('billing_address')]
  if (legalName === null || billingAddress === null) return null
  return { legalName, billingAddress, taxNumber: await open('tax_number') }
}
