/**
 * E-mail addresses.
 *
 * Promises: an address is stored sealed under the key of its person and found by a keyed number; it belongs to whoever
 * has proven to read its mail, and to one person only; a person has one primary address, which is written to.
 * Refuses to know: what is written there. It does not tell a stranger whether an address is known.
 */
export {
  type OwnedAddress,
  addressesOf,
  deleteAddresses,
  holdAddress,
  lockAddressesOf,
  makeAddressPrimary,
  ownAddressWritten,
  readAddressesOf,
  takeAddressBack,
} from './addresses-of.ts'
export { claimAddress, proveAddress } from './claim-address.ts'
export { EmailAddress, sameAddress } from './email.rules.ts'
export {
  type AddressOfPerson,
  findAddress,
  findProvenAddress,
  openClaims,
  ownerOfAddress,
  readAddress,
} from './find-address.ts'
export { addressStores, waitingDaysMax } from './stores.ts'
