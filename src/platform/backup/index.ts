/**
 * Backups: everything of an installation in one encrypted file, and back.
 *
 * Promises: all rows are those of one moment, and every file that they name is there; nothing in the file can be read
 * without the identity in the key file, no master key is in it; a file that is not whole, not unaltered or not of these
 * keys is refused before anything is changed.
 * Refuses to know: what the tables and the files mean.
 */
export { type ReadBackup, readBackup } from './read-backup.ts'
export { type LoadedFiles, loadFiles, loadRows } from './load-backup.ts'
export { type BackupOptions, type BackupReport, writeBackup } from './write-backup.ts'
