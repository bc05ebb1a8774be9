/**
 * Everything held on a person, to take away.
 *
 * Promises: it is complete, in the words of the declaration, with the pictures byte for byte as they are kept; one is made
 * at a time, and finished after any crash; it lies sealed under a key of the person and goes with them; nobody but its
 * owner has it.
 * Refuses to know: which rooms hold something; `app/` hands over where to take it from.
 */
export { csvOf } from './csv-of.ts'
export { removeExport } from './drop-export.ts'
export type { ExportView } from './export.ts'
export { findExport, getExport } from './find-export.ts'
export { DataDocument, ManifestDocument, PictureDocument, StoreDocument, exportFormat, exportSchema } from './format.ts'
export { heldData } from './held-data.ts'
export { exportHandlers } from './jobs.ts'
export { type OpenExport, openExport } from './open-export.ts'
export { exportHolder } from './personal-data.ts'
export { type PlainRange, fileKeyBytes, openSealed, sealing } from './sealed-file.ts'
export type { ExportSources, KeptFile, PictureToExport } from './sources.ts'
export { type ExportedPicture, type ReadExport, importBytesMax, readExport } from './read-export.ts'
export { startExport } from './start-export.ts'
export { exportStores } from './stores.ts'
