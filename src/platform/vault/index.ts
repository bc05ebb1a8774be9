/**
 * Sealed values: what identifies a person directly is stored under a key of that person.
 *
 * Promises: destroying the key of a person makes every copy of their sealed values unreadable within 30 days, wherever
 * the copy lies; a value is read only for a purpose that its declaration names; equal values of different people look
 * different, and what must be found again is found by a keyed index.
 * Refuses to know: what the values mean.
 */
export {
  type KeyRing,
  type Keys,
  masterKeyLifeDays,
  masterKeyTurnDays,
  openKeyRing,
  putKeyFile,
  ringOfKeys,
} from './key-ring.ts'
export { type PersonKeys, countPersonKeys } from './count-person-keys.ts'
export { printKit, readKit, requireKitMatches } from './recovery-kit.ts'
export { countLostKeys, dropLostKeys } from './lost-keys.ts'
export { backupIdentity, withKeyFile } from './with-key-file.ts'
export { MasterKeysMissing, type TurnedKeys, turnMasterKeys } from './turn-master-keys.ts'
export { type RefusedReading, type SealedPlace, type Vault, openVault } from './vault.ts'
export { vaultStores } from './stores.ts'
