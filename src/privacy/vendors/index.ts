/**
 * The register of companies that get data.
 *
 * Promises: a company gets data only while an entry names it, its hosts, the kinds of data and the purposes, with an
 * agreement that is signed, dated, not at its end and reviewed, and that covers transfers where it works in another
 * country; each connection is judged anew. What was changed, by whom and when, cannot be rewritten. Whom we speak to
 * there is a person with rights: sealed, shown to staff only, and erased like anybody.
 * Refuses to know: how a connection is made.
 */
export { ConfirmMailInput, confirmMail } from './confirm-mail.ts'
export {
  type PublicVendor,
  type ShownVendor,
  type VendorCounts,
  type VendorHistory,
  countVendors,
  getVendor,
  listVendors,
  publicVendors,
} from './list-vendors.ts'
export { mayConnect } from './may-connect.ts'
export { VendorInput, addVendor, editVendor, vendorRoles } from './save-vendor.ts'
export { vendorStores } from './stores.ts'
export { TurnVendorInput, activateVendor, endVendor } from './turn-vendor.ts'
export { type VendorContact } from './vendor-contact.ts'
export { type Agreement, type Vendor, type VendorState, agreements } from './vendor.ts'
