/**
 * Passkeys: signing in by a key on a device of the member (WebAuthn level 3).
 *
 * Promises: a passkey makes sure of its user by itself, so it alone is a strong sign-in; a challenge works once, for five
 * minutes, for one use, and one that nobody answers leaves no row; asking for one tells nothing about any account; a
 * counter that goes back is refused and told; the last way in is never taken away, nor the last second factor of staff;
 * whatever changes is told by mail.
 * Refuses to know: what kind of device it is (no model number, no statement of its maker), and what follows once somebody
 * has proved who they are.
 */
export { type AcceptedPasskeys, acceptedPasskeys } from './accepted-passkeys.ts'
export { AddPasskeyInput, addPasskey } from './add-passkey.ts'
export { passkeyHandlers } from './letters.ts'
export { type PasskeyShown, listPasskeys } from './list-passkeys.ts'
export { hasPasskey } from './passkey.ts'
export { passkeyRegistration } from './passkey-registration.ts'
export { passkeyRequest } from './passkey-request.ts'
export { passkeyStores } from './stores.ts'
export { ProvePasskeyInput, provePasskey } from './prove-passkey.ts'
export { RemovePasskeyInput, removePasskey } from './remove-passkey.ts'
export { RenamePasskeyInput, renamePasskey } from './rename-passkey.ts'
