/**
 * Which files are in use, and by whom.
 *
 * Promises: a file that a committed row uses stays; one person's delete never takes a file that another uses; a file
 * whose last use ended is removed, unless a backup is just being made: then once that is done.
 * Refuses to know: what the files show.
 */
export { collectBlob } from './collect-blob.ts'
export { beginHold, blobHolder, endAllHolds, endExpiredHolds, endHold, holdLifeMs, renewHold } from './holds.ts'
export {
  type KnownBlob,
  blobStores,
  collectAll,
  collectBlobs,
  findBlobUses,
  findMissingFiles,
  keepBlob,
  knownBlobs,
  listBlobs,
  releaseBlobs,
  sumBlobs,
  sweepOrphans,
} from './uses.ts'
