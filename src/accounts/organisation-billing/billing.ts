import type { Id } from '#platform/ids'

/** How an organisation is paid. There is no card among them, and no place for its number. */
export const payoutMethods = ['bank-transfer', 'paypal'] as const
export type PayoutMethod = (typeof payoutMethods)[number]

export type SealedColumn = 'legal_name' | 'billing_address' | 'tax_number' | 'payout_method' | 'payout_account'

/** Where a value is sealed: under the number of the organisation. */
export const placeOf = (organisationId: Id<'organisation'>, column: SealedColumn) => ({
  column: `accounts_organisation_billing.${column}`,
  subjectId: organisationId,
})
