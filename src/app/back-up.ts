import { type BackupOptions, type BackupReport, writeBackup } from '#platform/backup'
import type { OpenHouse } from './open-house.ts'
import { readVersion } from './version.ts'

/** Writes a backup of the house; see `writeBackup`. */
export async function backUp(
  { ctx, database, ring }: OpenHouse,
  options: Omit<BackupOptions, 'version'>,
): Promise<BackupReport> {
  return database.asOwner(({ pool }) => writeBackup({ ctx, pool, ring }, { ...options, version: readVersion() }))
}
