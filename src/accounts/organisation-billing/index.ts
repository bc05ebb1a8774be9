/**
 * What it takes to bill an organisation and to pay it.
 *
 * Promises: sealed under the organisation's number and read by its owners, its finance and the staff who bill, by nobody
 * else; where money goes changes only with a second factor and a proof that is minutes old; no number of a payment card
 * is taken.
 * Refuses to know: what is owed.
 */
export { type PayoutMethod, payoutMethods } from './billing.ts'
export { billingGiven } from './billing-given.ts'
export { ChangePayoutInput, changePayout } from './change-payout.ts'
export { type InvoiceDetails, invoiceDetailsOf } from './invoice-details.ts'
export { type Billing, readBilling, readBillingAsStaff } from './read-billing.ts'
export { SaveBillingInput, saveBilling } from './save-billing.ts'
export { billingStores } from './stores.ts'
