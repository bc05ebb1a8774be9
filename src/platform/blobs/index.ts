/**
 * Which files are in use, and by whom.
 *
 * Promises: a file that a committed row uses stays; one person's delete never takes a file that another uses; a file
 * whose last use ended is removed.
 * Refuses to know: what the files show.
 */
export {
  blobStores,
  collectBlob,
  collectBlobs,
  findBlobUses,
  findMissingFiles,
  keepBlob,
  releaseBlobs,
  sweepOrphans,
} from './uses.ts'
