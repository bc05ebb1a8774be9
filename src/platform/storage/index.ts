/**
 * Files, by the SHA-256 of their bytes.
 *
 * Promises: a file is written under a temporary name, flushed and renamed, so that a crash leaves nothing half; a full
 * disk is a refusal that changes nothing; no name given by a person ever becomes a path.
 * Refuses to know: what the files show, and whether anybody needs them.
 */
export { findFiles } from './find-files.ts'
export { storageStores } from './stores.ts'
export { type ReceiveOptions, type Staged, type Storage, isDiskFull, openDiskStorage, storageFull } from './disk.ts'
