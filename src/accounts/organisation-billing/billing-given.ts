import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/**
 * What an organisation has given of what it takes to bill and pay it, without any of it: for the rooms that say what is
 * missing and have looked who asks.
 */
export async function billingGiven(
  { db }: AnyCtx,
  organisationId: Id<'organisation'>,
): Promise<{ readonly invoice: boolean; readonly payout: boolean }> {
  const row = await db
    .selectFrom('accounts_organisation_billing')
    .where('organisation_id', '=', organisationId)
    .select((select) => [
      select('legal_name', 'is not', null)
        .and(select('billing_address', 'is not', null))
        .as('invoice'),
      select('payout_method', 'is not', null).as('payout'),
    ])
    .executeTakeFirst()
  return { invoice: row?.invoice === true, payout: row?.payout === true }
}
