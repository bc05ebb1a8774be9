/**
 * The addresses of whoever asks: at most five, one of them primary.
 *
 * Promises: an address does nothing until its mail was read; nobody learns here whether an address is known elsewhere;
 * letters about the account go to the primary one, and when another takes its place the old one is told and can undo it
 * for 7 days, whatever happened to it since (promises G-89, G-134).
 * Refuses to know: how an address is stored and found, which `#accounts/addresses` does.
 */
export { AddAddressInput, addAddress, ownAddressesMax } from './add-address.ts'
export { ownAddressHandlers } from './letters.ts'
export { type OwnAddress, listOwnAddresses } from './list-own-addresses.ts'
export { makePrimary } from './make-primary.ts'
export { OwnAddressInput } from './own-address.ts'
export { removeAddress } from './remove-address.ts'
export { resendAddressLink } from './resend-address-link.ts'
export { ownAddressStores } from './stores.ts'
export { UndoAddressChangeInput, findUndo, undoAddressChange } from './undo-address-change.ts'
